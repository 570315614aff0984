// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// A process that got as far as asking the cloud who it is, which nobody answers here.
var errNoIdentity = errors.New("no identity")

var client = &http.Client{Timeout: 5 * time.Second}

func (p *pod) port(name intstr.IntOrString) (int32, error) {
	if name.Type == intstr.Int {
		return name.IntVal, nil
	}
	for _, port := range p.spec.Containers[0].Ports {
		if port.Name == name.StrVal {
			return port.ContainerPort, nil
		}
	}
	return 0, fmt.Errorf("no port named %q", name.StrVal)
}

func (r *process) awaitReady(started time.Time) error {
	container := r.pod.spec.Containers[0]
	probes := []*corev1.Probe{container.StartupProbe, container.ReadinessProbe, container.LivenessProbe}
	if container.StartupProbe == nil {
		admin := &corev1.HTTPGetAction{Path: "/", Port: intstr.FromString("admin")}
		probes = []*corev1.Probe{{ProbeHandler: corev1.ProbeHandler{HTTPGet: admin}}}
	}
	for _, probe := range probes {
		port, err := r.pod.port(probe.HTTPGet.Port)
		if err != nil {
			return err
		}
		url := fmt.Sprintf("http://127.0.0.1:%d%s", port, probe.HTTPGet.Path)
		if err := r.awaitOk(url); err != nil {
			return err
		}
		if r.readyMs == 0 {
			r.readyMs = time.Since(started).Milliseconds()
		}
	}
	return nil
}

func (r *process) awaitOk(url string) error {
	deadline := time.Now().Add(120 * time.Second)
	for time.Now().Before(deadline) {
		select {
		case err := <-r.done:
			r.done <- err
			if strings.Contains(r.tail(), "no credentials: the ") {
				return errNoIdentity
			}
			return fmt.Errorf("ended before it was ready (%v):\n%s", err, r.tail())
		default:
		}
		if answer, err := client.Get(url); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("%s did not answer 200 within 2 minutes:\n%s", url, r.tail())
}

func (r *process) awaitEnd(limit time.Duration) error {
	select {
	case err := <-r.done:
		r.done <- err
		if code := r.command.ProcessState.ExitCode(); code != 0 && code != 143 {
			return fmt.Errorf("ended with status %d:\n%s", code, r.tail())
		}
		return nil
	case <-time.After(limit):
		_ = r.command.Process.Kill()
		return fmt.Errorf("still running after %s", limit)
	}
}

// Every port of the manifest is open in the process.
func (r *process) checkPorts() error {
	for _, port := range r.pod.spec.Containers[0].Ports {
		if port.Protocol == corev1.ProtocolUDP {
			if !udpOpen(port.ContainerPort) {
				return fmt.Errorf("UDP port %d (%s) is not open", port.ContainerPort, port.Name)
			}
			continue
		}
		connection, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port.ContainerPort), 2*time.Second)
		if err != nil {
			return fmt.Errorf("port %d (%s): %w", port.ContainerPort, port.Name, err)
		}
		_ = connection.Close()
	}
	return nil
}

func udpOpen(port int32) bool {
	wanted := fmt.Sprintf(":%04X ", port)
	for _, file := range []string{"/proc/net/udp", "/proc/net/udp6"} {
		if text, err := os.ReadFile(file); err == nil && strings.Contains(string(text), wanted) {
			return true
		}
	}
	return false
}

// Every Service leads to a port of some pod.
func (c *cluster) checkServices() error {
	for _, service := range c.objects.services {
		for _, port := range service.Spec.Ports {
			found := false
			for _, p := range c.objects.pods {
				if matches(service.Spec.Selector, p.labels) {
					_, err := p.port(port.TargetPort)
					found = found || err == nil
				}
			}
			if !found {
				return fmt.Errorf("Service %s: port %s leads nowhere", service.Name, port.Name)
			}
		}
	}
	return nil
}

func matches(selector, labels map[string]string) bool {
	for name, value := range selector {
		if labels[name] != value {
			return false
		}
	}
	return true
}

// A batch sent to the collector's Service comes back from the query server's; the agent asks a collector for strategies.
func (c *cluster) sendAndFind(batch string) error {
	body, err := os.ReadFile(batch)
	if err != nil {
		return err
	}
	status := 0
	for try := 0; try < 100 && status != http.StatusAccepted; try++ {
		request, _ := http.NewRequest(http.MethodPost, "http://127.0.0.1:14268/api/traces", bytes.NewReader(body))
		request.Header.Set("Content-Type", "application/x-thrift")
		c.nameTenant(request)
		answer, err := client.Do(request)
		if err != nil {
			return err
		}
		_ = answer.Body.Close()
		status = answer.StatusCode
		time.Sleep(100 * time.Millisecond)
	}
	if status != http.StatusAccepted {
		return fmt.Errorf("the collector answers a batch with %d", status)
	}
	base := strings.TrimSuffix(c.objects.flagValue("query.base-path"), "/")
	text := ""
	for try := 0; try < 100 && !strings.Contains(text, `"data":["`); try++ {
		request, _ := http.NewRequest(http.MethodGet, "http://127.0.0.1:16686"+base+"/api/services", nil)
		c.nameTenant(request)
		request.SetBasicAuth("operator", "check")
		if c.objects.flagValue("query.auth.bearer-file") != "" {
			request.Header.Set("Authorization", "Bearer check-token")
		}
		answer, err := client.Do(request)
		if err != nil {
			return err
		}
		bytes, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		text = string(bytes)
		time.Sleep(100 * time.Millisecond)
	}
	if !strings.Contains(text, `"data":["`) {
		return fmt.Errorf("the span does not come back: %s", text)
	}
	for _, p := range c.objects.pods {
		if p.labels["component"] == "agent" {
			answer, err := client.Get("http://127.0.0.1:5778/sampling?service=check")
			if err != nil || answer.StatusCode != http.StatusOK {
				return fmt.Errorf("the agent gets no strategy from a collector: %v %v", answer, err)
			}
		}
	}
	return nil
}

// With tenancy, requests are in the name of the first tenant.
func (c *cluster) nameTenant(request *http.Request) {
	if tenants := c.objects.flagValue("multi-tenancy.tenants"); tenants != "" {
		request.Header.Set(c.objects.flagValue("multi-tenancy.header"), strings.Split(tenants, ",")[0])
	}
}

func (c *cluster) checkOutputs() error {
	for _, run := range c.running {
		output, _ := os.ReadFile(run.output)
		for name, files := range c.objects.files {
			for key, value := range files {
				if strings.HasPrefix(name, "secret/") && strings.Contains(key, "secret") && bytes.Contains(output, value) {
					return fmt.Errorf("%s shows %s of %s", run.pod.name, key, name)
				}
			}
		}
	}
	return nil
}

func (r *process) tail() string {
	text, _ := os.ReadFile(r.output)
	return string(text[max(0, len(text)-4000):])
}

func (c *cluster) pids() []string {
	var variables []string
	for _, run := range c.running {
		short := strings.ToUpper(strings.ReplaceAll(strings.TrimPrefix(run.pod.name, "tracing-on-sls-"), "-", "_"))
		variables = append(variables, fmt.Sprintf("PID_%s=%d", short, run.command.Process.Pid))
	}
	return variables
}

// One line per process: time to ready, CPU so far, memory now and at its peak.
func (c *cluster) report(phase string) {
	for _, run := range c.running {
		if run.pod.isJob || run.readyMs == 0 {
			continue
		}
		now, peak := memory(run.command.Process.Pid)
		fmt.Printf("%-28s %-7s ready after %5d ms, CPU %6d ms, resident %4d MB, peak %4d MB\n",
			run.pod.name, phase, run.readyMs, cpuMs(run.command.Process.Pid), now, peak)
	}
}

func memory(pid int) (now, peak int64) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for _, line := range strings.Split(string(text), "\n") {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		value, _ := strconv.ParseInt(fields[1], 10, 64)
		switch fields[0] {
		case "VmRSS:":
			now = value / 1024
		case "VmHWM:":
			peak = value / 1024
		}
	}
	return now, peak
}

func cpuMs(pid int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return (user + system) * 10
}
