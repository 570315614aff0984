// SPDX-License-Identifier: Apache-2.0

// Loads a compose file as docker compose would (schema, interpolation, types) and prints its service as the pod of a Deployment, so that check-pods can
// start it: compose FILE.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	options, err := cli.NewProjectOptions([]string{os.Args[1]}, cli.WithName("check"))
	check(err)
	project, err := options.LoadProject(context.Background())
	check(err)
	for _, service := range project.Services {
		id := int64(10001) // the image's user
		yes := true
		container := corev1.Container{Name: service.Name, Image: service.Image, Args: service.Command,
			SecurityContext: &corev1.SecurityContext{ReadOnlyRootFilesystem: &service.ReadOnly, RunAsNonRoot: &yes}}
		spec := corev1.PodSpec{SecurityContext: &corev1.PodSecurityContext{RunAsUser: &id, RunAsGroup: &id, FSGroup: &id}}
		for i, port := range service.Ports {
			container.Ports = append(container.Ports, corev1.ContainerPort{Name: fmt.Sprintf("port-%d", i), ContainerPort: int32(port.Target)})
		}
		container.Ports = append(container.Ports, corev1.ContainerPort{Name: "admin", ContainerPort: 14269})
		paths := append([]string{}, service.Tmpfs...)
		for _, volume := range service.Volumes {
			paths = append(paths, volume.Target)
		}
		for _, path := range paths {
			name := strings.Trim(strings.ReplaceAll(path, "/", "-"), "-")
			container.VolumeMounts = append(container.VolumeMounts, corev1.VolumeMount{Name: name, MountPath: path})
			spec.Volumes = append(spec.Volumes, corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}})
		}
		spec.Containers = []corev1.Container{container}
		text, err := yaml.Marshal(appsv1.Deployment{
			TypeMeta:   metav1.TypeMeta{APIVersion: "apps/v1", Kind: "Deployment"},
			ObjectMeta: metav1.ObjectMeta{Name: service.Name},
			Spec:       appsv1.DeploymentSpec{Template: corev1.PodTemplateSpec{Spec: spec}},
		})
		check(err)
		fmt.Printf("---\n%s", text)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "compose:", err)
		os.Exit(1)
	}
}
