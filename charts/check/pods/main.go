// SPDX-License-Identifier: Apache-2.0

// Starts every container of rendered manifests for real, without Kubernetes: the image's own files in a read-only root, the rendered
// arguments, environment, user, volumes and probes. Expects to be alone in a network and mount namespace as root (scripts/check-pods.sh sees
// to that). Fails when a program refuses its arguments, does not get ready, lacks a port that its manifest names, loses a span between the
// Services, shows a key, or does not stop in time.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"sort"
	"time"
)

func main() {
	image := flag.String("image", "", "directory with the unpacked image (root/) and its config.json")
	work := flag.String("work", "", "directory for the pods' roots")
	batch := flag.String("batch", "", "file with a Jaeger Thrift batch to send")
	javaOptions := flag.String("java-options", "", "put in front of each pod's JDK_JAVA_OPTIONS")
	during := flag.String("during", "", "shell command to run while all pods are up; sees PID_COLLECTOR and the like")
	selfContained := flag.Bool("self-contained", false, "the pods need no Log Service of ours")
	flag.Parse()

	objects, err := readObjects(os.Stdin)
	check(err, "cannot read the manifests")
	c := &cluster{image: *image, work: *work, javaOptions: *javaOptions, objects: objects}
	check(c.loadImage(), "cannot read the image's configuration")
	err = run(c, *batch, *during, *selfContained)
	c.stop()
	if err == nil {
		err = c.stopProblem
	}
	check(err, "pods")
}

func run(c *cluster, batch, during string, selfContained bool) error {
	if !selfContained && c.objects.needsCloud() {
		if err := c.startCloud(); err != nil {
			return err
		}
	}
	sort.SliceStable(c.objects.pods, func(i, j int) bool { return c.objects.pods[i].order < c.objects.pods[j].order })
	if err := c.prepareInstance(); err != nil {
		return err
	}
	for _, p := range c.objects.pods {
		if err := c.start(p); errors.Is(err, errNoIdentity) {
			fmt.Printf("%-28s took its arguments; the identity it asks for is to be had in the cloud only\n", p.name)
			batch, during = "", ""
		} else if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	if err := c.checkServices(); err != nil {
		return err
	}
	if batch != "" {
		if err := c.sendAndFind(batch); err != nil {
			return err
		}
	}
	c.report("idle")
	if during != "" {
		command := exec.Command("bash", "-c", during)
		command.Env = append(os.Environ(), c.pids()...)
		command.Stdout, command.Stderr = os.Stdout, os.Stderr
		if err := command.Run(); err != nil {
			return fmt.Errorf("%s: %w", during, err)
		}
		time.Sleep(time.Second)
		c.report("loaded")
	}
	return c.checkOutputs()
}

func check(err error, what string) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}
