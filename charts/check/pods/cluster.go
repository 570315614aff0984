// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
)

const (
	keyID     = "check-key-id"
	keySecret = "check-key-secret"
)

type cluster struct {
	image, work, javaOptions string
	objects                  *objects
	config                   struct {
		Config struct{ Entrypoint, Env []string }
	}
	running     []*process
	extraEnv    []string
	stopProblem error
}

type process struct {
	pod     *pod
	command *exec.Cmd
	output  string
	done    chan error
	readyMs int64
}

func (c *cluster) loadImage() error {
	bytes, err := os.ReadFile(filepath.Join(c.image, "config.json"))
	if err != nil {
		return err
	}
	return json.Unmarshal(bytes, &c.config)
}

// A Log Service that stands in for the cloud: keys of the manifests' Secret, reached by a target that leaves the arguments as they are.
func (c *cluster) startCloud() error {
	id, secret := []byte(keyID), []byte(keySecret)
	for name, files := range c.objects.files {
		if strings.HasPrefix(name, "secret/") && files["access-key-id"] != nil {
			id, secret = files["access-key-id"], files["access-key-secret"]
		}
	}
	c.objects.files["secret/cloud"] = map[string][]byte{"id": id, "secret": secret}
	c.extraEnv = []string{"ALIYUN_LOG_TARGET=http://127.0.0.1:12690"}
	user, group := int64(10001), int64(10001)
	return c.start(&pod{name: "cloud", spec: corev1.PodSpec{
		SecurityContext: &corev1.PodSecurityContext{RunAsUser: &user, RunAsGroup: &group, FSGroup: &group},
		Containers: []corev1.Container{{
			Name:         "cloud",
			Args:         []string{"log-service", "--data-dir=/var/lib/tracing-on-sls", "--log-service.access-key-id-file=/keys/id", "--log-service.access-key-secret-file=/keys/secret"},
			Ports:        []corev1.ContainerPort{{Name: "http", ContainerPort: 12690}, {Name: "admin", ContainerPort: 12691}},
			VolumeMounts: []corev1.VolumeMount{{Name: "data", MountPath: "/var/lib/tracing-on-sls"}, {Name: "keys", MountPath: "/keys"}, {Name: "tmp", MountPath: "/tmp"}},
		}},
		Volumes: []corev1.Volume{emptyDir("data"), emptyDir("tmp"),
			{Name: "keys", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "cloud"}}}},
	}})
}

// The console makes an instance's Logstores; here a collector that may make Logstores stands in for it.
func (c *cluster) prepareInstance() error {
	instance := c.objects.flagValue("aliyun-log.instance")
	if instance == "" {
		return nil
	}
	for _, p := range c.objects.pods {
		if p.labels["component"] != "collector" {
			continue
		}
		maker := &pod{name: "instance", labels: p.labels, spec: *p.spec.DeepCopy()}
		for i, arg := range maker.spec.Containers[0].Args {
			if strings.HasPrefix(arg, "--aliyun-log.instance=") {
				maker.spec.Containers[0].Args[i] = "--aliyun-log.span-logstore=" + instance + "-traces"
			}
		}
		if err := c.start(maker); err != nil {
			return fmt.Errorf("making the instance: %w", err)
		}
		made := c.running[len(c.running)-1]
		c.running = c.running[:len(c.running)-1]
		_ = made.command.Process.Signal(syscall.SIGTERM)
		return made.awaitEnd(60 * time.Second)
	}
	return nil
}

func emptyDir(name string) corev1.Volume {
	return corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}
}

func (c *cluster) start(p *pod) error {
	root, err := c.makeRoot(p)
	if err != nil {
		return err
	}
	container := p.spec.Containers[0]
	arguments := append(append([]string{}, c.config.Config.Entrypoint[1:]...), container.Args...)
	command := exec.Command(c.config.Config.Entrypoint[0], arguments...)
	command.Path = c.config.Config.Entrypoint[0]
	command.Err = nil // the program is looked for inside the new root
	command.Dir = "/"
	command.Env = c.environment(p.name, container)
	output := filepath.Join(c.work, p.name, "output")
	file, err := os.Create(output)
	if err != nil {
		return err
	}
	defer file.Close()
	command.Stdout, command.Stderr = file, file
	security := p.spec.SecurityContext
	command.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Pdeathsig: syscall.SIGKILL, Credential: &syscall.Credential{
		Uid: uint32(*security.RunAsUser), Gid: uint32(*security.RunAsGroup), Groups: []uint32{uint32(*security.FSGroup)}}}
	started := time.Now()
	if err := command.Start(); err != nil {
		return err
	}
	run := &process{pod: p, command: command, output: output, done: make(chan error, 1)}
	c.running = append(c.running, run)
	go func() { run.done <- command.Wait() }()
	if p.isJob {
		return run.awaitEnd(60 * time.Second)
	}
	if err := run.awaitReady(started); err != nil {
		return err
	}
	return run.checkPorts()
}

func (c *cluster) environment(name string, container corev1.Container) []string {
	environment := append([]string{}, c.config.Config.Env...)
	if name != "cloud" {
		environment = append(environment, c.extraEnv...)
	}
	java := c.javaOptions
	for _, variable := range container.Env {
		if variable.ValueFrom != nil {
			continue
		}
		if variable.Name == "JDK_JAVA_OPTIONS" {
			java = strings.TrimSpace(java + " " + variable.Value)
		} else {
			environment = append(environment, variable.Name+"="+variable.Value)
		}
	}
	return append(environment, "JDK_JAVA_OPTIONS="+java)
}

// Stops everything, what was started last first, each within its grace period.
func (c *cluster) stop() {
	for i := len(c.running) - 1; i >= 0; i-- {
		run := c.running[i]
		if run.pod.isJob || run.readyMs == 0 {
			continue
		}
		_ = run.command.Process.Signal(syscall.SIGTERM)
		grace := 30 * time.Second
		if seconds := run.pod.spec.TerminationGracePeriodSeconds; seconds != nil {
			grace = time.Duration(*seconds) * time.Second
		}
		if err := run.awaitEnd(grace); err != nil && c.stopProblem == nil {
			c.stopProblem = fmt.Errorf("%s: stopping: %w", run.pod.name, err)
		}
	}
}
