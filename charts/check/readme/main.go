// SPDX-License-Identifier: Apache-2.0

// Prints the table of a chart's values: readme values.yaml. One row for each value, explained by the comment above it; a value without a comment of
// its own stands in the row of the section that has one.
package main

import (
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		fail(err)
	}
	fmt.Println("| value | default | |\n|---|---|---|")
	if missing := rows("", document.Content[0]); len(missing) > 0 {
		fail(fmt.Errorf("without a comment: %s", strings.Join(missing, ", ")))
	}
}

func rows(path string, mapping *yaml.Node) (missing []string) {
	for i := 0; i < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		name := strings.TrimPrefix(path+"."+key.Value, ".")
		comment := strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(key.HeadComment, "\n# ", " "), "# ", ""))
		section := value.Kind == yaml.MappingNode && len(value.Content) > 0
		if section && (comment == "" || explained(value)) {
			missing = append(missing, rows(name, value)...)
			continue
		}
		if comment == "" {
			missing = append(missing, name)
		}
		fmt.Printf("| `%s` | %s | %s |\n", name, shown(value), strings.ReplaceAll(comment, "|", "\\|"))
	}
	return missing
}

// Whether the values of a section have comments of their own.
func explained(mapping *yaml.Node) bool {
	if mapping.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i < len(mapping.Content); i += 2 {
		if mapping.Content[i].HeadComment != "" || explained(mapping.Content[i+1]) {
			return true
		}
	}
	return false
}

func shown(value *yaml.Node) string {
	plain := *value
	plain.Style = yaml.FlowStyle
	flow(&plain)
	text, err := yaml.Marshal(&plain)
	if err != nil {
		fail(err)
	}
	line := strings.Join(strings.Fields(strings.TrimSpace(string(text))), " ")
	if line == `""` {
		return ""
	}
	return "`" + line + "`"
}

func flow(node *yaml.Node) {
	node.HeadComment, node.LineComment, node.FootComment = "", "", ""
	if node.Kind == yaml.MappingNode || node.Kind == yaml.SequenceNode {
		node.Style = yaml.FlowStyle
	}
	for _, child := range node.Content {
		flow(child)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "readme:", err)
	os.Exit(1)
}
