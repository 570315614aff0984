// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"errors"
	"io"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// What a set of manifests wants to have running.
type objects struct {
	pods     []*pod
	services []corev1.Service
	files    map[string]map[string][]byte // "secret/NAME" or "configmap/NAME" to names and contents
}

type pod struct {
	name   string
	labels map[string]string
	spec   corev1.PodSpec
	claims []corev1.PersistentVolumeClaim
	order  int // stores first, then jobs, then what writes and reads, then agents
	isJob  bool
}

func readObjects(in io.Reader) (*objects, error) {
	found := &objects{files: map[string]map[string][]byte{}}
	reader := kyaml.NewYAMLReader(bufio.NewReader(in))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		if err := found.add(document); err != nil {
			return nil, err
		}
	}
}

func (o *objects) add(document []byte) error {
	var head metav1.TypeMeta
	if err := yaml.Unmarshal(document, &head); err != nil {
		return err
	}
	switch head.Kind {
	case "Secret":
		var secret corev1.Secret
		err := yaml.Unmarshal(document, &secret)
		o.files["secret/"+secret.Name] = secret.Data
		return err
	case "ConfigMap":
		var config corev1.ConfigMap
		err := yaml.Unmarshal(document, &config)
		files := map[string][]byte{}
		for name, text := range config.Data {
			files[name] = []byte(text)
		}
		o.files["configmap/"+config.Name] = files
		return err
	case "Service":
		var service corev1.Service
		err := yaml.Unmarshal(document, &service)
		o.services = append(o.services, service)
		return err
	case "Deployment":
		var d appsv1.Deployment
		err := yaml.Unmarshal(document, &d)
		o.addPod(d.Name, d.Spec.Template, nil, 2)
		return err
	case "StatefulSet":
		var s appsv1.StatefulSet
		err := yaml.Unmarshal(document, &s)
		o.addPod(s.Name, s.Spec.Template, s.Spec.VolumeClaimTemplates, 0)
		return err
	case "DaemonSet":
		var d appsv1.DaemonSet
		err := yaml.Unmarshal(document, &d)
		o.addPod(d.Name, d.Spec.Template, nil, 3)
		return err
	case "Job":
		var j batchv1.Job
		err := yaml.Unmarshal(document, &j)
		o.addPod(j.Name, j.Spec.Template, nil, 1)
		o.pods[len(o.pods)-1].isJob = true
		return err
	}
	return nil
}

func (o *objects) addPod(name string, template corev1.PodTemplateSpec, claims []corev1.PersistentVolumeClaim, order int) {
	o.pods = append(o.pods, &pod{name: name, labels: template.Labels, spec: template.Spec, claims: claims, order: order})
}

// Whether the manifests bring no store of their own.
func (o *objects) needsCloud() bool {
	for _, p := range o.pods {
		if len(p.claims) > 0 {
			return false
		}
	}
	return true
}

// The value of a flag in the first pod that has it.
func (o *objects) flagValue(name string) string {
	for _, p := range o.pods {
		for _, arg := range p.spec.Containers[0].Args {
			if value, is := strings.CutPrefix(arg, "--"+name+"="); is {
				return value
			}
		}
	}
	return ""
}
