// SPDX-License-Identifier: Apache-2.0

// Decodes Istio configuration strictly into Istio's API types: istio FILE... with mesh configuration (a section meshConfig) and Telemetry
// resources, as YAML files or as the yaml blocks of a Markdown page. Checks that providers lead to a Service of ours and that Telemetry
// resources name a provider that is there.
package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	mesh "istio.io/api/mesh/v1alpha1"
	telemetry "istio.io/api/telemetry/v1alpha1" // version v1 is the same message
	"sigs.k8s.io/yaml"
)

// What the collector's Service offers.
var ports = map[string]map[uint32]bool{"zipkin": {9411: true}, "opentelemetry": {4317: true, 4318: true}}

func main() {
	failed := false
	providers, named := map[string]bool{}, map[string]string{}
	for _, file := range os.Args[1:] {
		text, err := os.ReadFile(file)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, document := range documents(file, string(text)) {
			if err := check(file, document, providers, named); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
				failed = true
			}
		}
	}
	for name, file := range named {
		if !providers[name] {
			fmt.Fprintf(os.Stderr, "%s: no provider %s\n", file, name)
			failed = true
		}
	}
	if failed || len(providers) == 0 || len(named) == 0 {
		os.Exit(1)
	}
}

func documents(file, text string) []string {
	if !strings.HasSuffix(file, ".md") {
		return regexp.MustCompile(`(?m)^---$`).Split(text, -1)
	}
	var found []string
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(text, -1) {
		found = append(found, regexp.MustCompile(`(?m)^---$`).Split(block[1], -1)...)
	}
	return found
}

func check(file, document string, providers map[string]bool, named map[string]string) error {
	var head struct {
		APIVersion string         `json:"apiVersion"`
		Kind       string         `json:"kind"`
		MeshConfig map[string]any `json:"meshConfig"`
		Spec       map[string]any `json:"spec"`
	}
	if err := yaml.Unmarshal([]byte(document), &head); err != nil {
		return err
	}
	switch {
	case head.MeshConfig != nil:
		config := &mesh.MeshConfig{}
		if err := decode(head.MeshConfig, config); err != nil {
			return err
		}
		return checkMesh(config, providers)
	case head.Kind == "Telemetry":
		if head.APIVersion != "telemetry.istio.io/v1" && head.APIVersion != "telemetry.istio.io/v1alpha1" {
			return fmt.Errorf("unknown version %s", head.APIVersion)
		}
		resource := &telemetry.Telemetry{}
		if err := decode(head.Spec, resource); err != nil {
			return err
		}
		for _, tracing := range resource.GetTracing() {
			for _, provider := range tracing.GetProviders() {
				named[provider.GetName()] = file
			}
		}
		fmt.Println("ok", file, head.APIVersion)
		return nil
	case strings.TrimSpace(document) == "":
		return nil
	}
	return fmt.Errorf("neither mesh configuration nor a Telemetry resource:\n%s", document)
}

func checkMesh(config *mesh.MeshConfig, providers map[string]bool) error {
	service := regexp.MustCompile(`^tracing-on-sls-collector\.[a-z-]+(\.svc\.cluster\.local)?(:9411)?$`)
	if address := config.GetDefaultConfig().GetTracing().GetZipkin().GetAddress(); address != "" && !service.MatchString(address) {
		return fmt.Errorf("address %s is not ours", address)
	}
	for _, provider := range config.GetExtensionProviders() {
		kind, host, port := "zipkin", provider.GetZipkin().GetService(), provider.GetZipkin().GetPort()
		if otlp := provider.GetOpentelemetry(); otlp != nil {
			kind, host, port = "opentelemetry", otlp.GetService(), otlp.GetPort()
		}
		if !service.MatchString(host) || !ports[kind][port] {
			return fmt.Errorf("provider %s: %s:%d does not take %s", provider.GetName(), host, port, kind)
		}
		providers[provider.GetName()] = true
	}
	fmt.Println("ok meshConfig")
	return nil
}

// An unknown field is an error.
func decode(value map[string]any, into proto.Message) error {
	json, err := yaml.Marshal(value)
	if err != nil {
		return err
	}
	if json, err = yaml.YAMLToJSON(json); err != nil {
		return err
	}
	return protojson.Unmarshal(json, into)
}
