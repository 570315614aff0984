// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// The root that a pod's container would see: the image, its volumes, name look-ups as the cluster would answer them.
func (c *cluster) makeRoot(p *pod) (string, error) {
	base := filepath.Join(c.work, p.name)
	root := filepath.Join(base, "root")
	if err := os.MkdirAll(base, 0o755); err != nil {
		return "", err
	}
	// Links instead of copies keep the files' times, which the class-data archive compares.
	if err := shell("cp -al %q %q", filepath.Join(c.image, "root"), root); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(root, "etc/hosts"), []byte(c.hosts()), 0o644); err != nil {
		return "", err
	}
	container := p.spec.Containers[0]
	for _, mount := range container.VolumeMounts {
		if err := os.MkdirAll(filepath.Join(root, mount.MountPath), 0o755); err != nil {
			return "", err
		}
	}
	if err := shell("mount --bind %q %q && mount -o remount,bind,ro %q", root, root, root); err != nil {
		return "", err
	}
	if err := shell("mount --rbind /proc %q && mount --rbind /dev %q", filepath.Join(root, "proc"), filepath.Join(root, "dev")); err != nil {
		return "", err
	}
	for _, mount := range container.VolumeMounts {
		source, err := c.makeVolume(p, base, mount.Name)
		if err != nil {
			return "", err
		}
		options := "bind,rw"
		if mount.ReadOnly {
			options = "bind,ro"
		}
		target := filepath.Join(root, mount.MountPath)
		if err := shell("mount --bind %q %q && mount -o remount,%s %q", source, target, options, target); err != nil {
			return "", err
		}
	}
	return root, nil
}

func (c *cluster) makeVolume(p *pod, base, name string) (string, error) {
	directory := filepath.Join(base, "volume-"+name)
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return "", err
	}
	group := int(*p.spec.SecurityContext.FSGroup)
	for _, claim := range p.claims {
		if claim.Name == name {
			return directory, own(directory, group, 0o2770)
		}
	}
	for _, volume := range p.spec.Volumes {
		if volume.Name != name {
			continue
		}
		switch {
		case volume.EmptyDir != nil:
			return directory, own(directory, group, 0o2777)
		case volume.Secret != nil:
			return directory, writeFiles(directory, group, c.secret(volume.Secret.SecretName))
		case volume.ConfigMap != nil:
			return directory, writeFiles(directory, group, c.objects.files["configmap/"+volume.ConfigMap.Name])
		case volume.Projected != nil:
			return directory, writeFiles(directory, group, projected(volume.Projected))
		}
	}
	return "", fmt.Errorf("no volume %s for the mount of that name", name)
}

func own(directory string, group int, mode uint32) error {
	if err := os.Chown(directory, 0, group); err != nil {
		return err
	}
	return shell("chmod %o %q", mode, directory)
}

func writeFiles(directory string, group int, files map[string][]byte) error {
	if len(files) == 0 {
		return fmt.Errorf("%s would be empty: no such Secret or ConfigMap", directory)
	}
	for name, content := range files {
		file := filepath.Join(directory, name)
		if err := os.WriteFile(file, content, 0o440); err != nil {
			return err
		}
		if err := os.Chown(file, 0, group); err != nil {
			return err
		}
	}
	return nil
}

// A Secret of the manifests, or one that a user would have made: keys, and logins of "operator" with the password "check".
func (c *cluster) secret(name string) map[string][]byte {
	if files := c.objects.files["secret/"+name]; files != nil {
		return files
	}
	return map[string][]byte{
		"access-key-id": []byte(keyID), "access-key-secret": []byte(keySecret),
		"users":  []byte("operator:$2a$04$wCb8xqrx3Qoq7Nn7VmqBXuD3EjmLcCsspQxaAr40HIMuHsfovqOoS\n"),
		"tokens": []byte("check-token\n"),
	}
}

func projected(source *corev1.ProjectedVolumeSource) map[string][]byte {
	files := map[string][]byte{}
	for _, part := range source.Sources {
		if part.ServiceAccountToken != nil {
			files[part.ServiceAccountToken.Path] = []byte("a-token")
		}
	}
	return files
}

// Every Service is on this machine, and so is the endpoint of the cloud.
func (c *cluster) hosts() string {
	names := []string{"localhost"}
	for _, service := range c.objects.services {
		names = append(names, service.Name)
	}
	return "127.0.0.1 " + strings.Join(names, " ") + "\n"
}

func shell(format string, values ...any) error {
	output, err := exec.Command("sh", "-c", fmt.Sprintf(format, values...)).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", fmt.Sprintf(format, values...), err, output)
	}
	return nil
}
