// SPDX-License-Identifier: Apache-2.0

// Reads rendered manifests from standard input and decodes every object strictly into its Kubernetes API type: an unknown or misplaced
// field fails. Prints one line per object.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/prometheus/prometheus/promql/parser"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kyaml "k8s.io/apimachinery/pkg/util/yaml"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"
)

var types = map[string]func() any{
	"v1/ConfigMap":                            func() any { return &corev1.ConfigMap{} },
	"v1/Secret":                               func() any { return &corev1.Secret{} },
	"v1/Service":                              func() any { return &corev1.Service{} },
	"v1/ServiceAccount":                       func() any { return &corev1.ServiceAccount{} },
	"apps/v1/DaemonSet":                       func() any { return &appsv1.DaemonSet{} },
	"apps/v1/Deployment":                      func() any { return &appsv1.Deployment{} },
	"batch/v1/Job":                            func() any { return &batchv1.Job{} },
	"apps/v1/StatefulSet":                     func() any { return &appsv1.StatefulSet{} },
	"autoscaling/v2/HorizontalPodAutoscaler":  func() any { return &autoscalingv2.HorizontalPodAutoscaler{} },
	"networking.k8s.io/v1/Ingress":            func() any { return &networkingv1.Ingress{} },
	"networking.k8s.io/v1/NetworkPolicy":      func() any { return &networkingv1.NetworkPolicy{} },
	"policy/v1/PodDisruptionBudget":           func() any { return &policyv1.PodDisruptionBudget{} },
	"gateway.networking.k8s.io/v1/HTTPRoute":  func() any { return &gatewayv1.HTTPRoute{} },
	"monitoring.coreos.com/v1/ServiceMonitor": func() any { return &monitoringv1.ServiceMonitor{} },
	"monitoring.coreos.com/v1/PrometheusRule": func() any { return &monitoringv1.PrometheusRule{} },
}

func main() {
	reader := kyaml.NewYAMLReader(bufio.NewReader(os.Stdin))
	failed := false
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "cannot read the manifests:", err)
			os.Exit(1)
		}
		failed = !check(document) || failed
	}
	if failed {
		os.Exit(1)
	}
}

// Prometheus must understand every alert.
func checkExpressions(name string, document []byte) error {
	if !strings.HasSuffix(name, "/PrometheusRule") {
		return nil
	}
	var rule monitoringv1.PrometheusRule
	if err := yaml.Unmarshal(document, &rule); err != nil {
		return err
	}
	for _, group := range rule.Spec.Groups {
		for _, r := range group.Rules {
			if _, err := parser.ParseExpr(r.Expr.String()); err != nil {
				return fmt.Errorf("%s: %w", r.Alert, err)
			}
		}
	}
	return nil
}

func check(document []byte) bool {
	var head struct {
		metav1.TypeMeta   `json:",inline"`
		metav1.ObjectMeta `json:"metadata"`
	}
	if err := yaml.Unmarshal(document, &head); err != nil || head.Kind == "" {
		return err == nil
	}
	name := head.APIVersion + "/" + head.Kind
	factory, known := types[name]
	if !known {
		fmt.Fprintln(os.Stderr, "unknown type", name)
		return false
	}
	if err := yaml.UnmarshalStrict(document, factory()); err != nil {
		fmt.Fprintf(os.Stderr, "%s %s: %v\n", name, head.Name, err)
		return false
	}
	if err := checkExpressions(name, document); err != nil {
		fmt.Fprintf(os.Stderr, "%s %s: %v\n", name, head.Name, err)
		return false
	}
	fmt.Println("ok", name, head.Name)
	return true
}
