// SPDX-License-Identifier: Apache-2.0

// Put into the storage integration package of Jaeger 1.62: runs its suite against a remote storage that is already there.

package integration

import (
	"net/http"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/jaegertracing/jaeger/pkg/config"
	"github.com/jaegertracing/jaeger/pkg/metrics"
	"github.com/jaegertracing/jaeger/plugin/storage/grpc"
)

func TestRunningRemoteStorage(t *testing.T) {
	v, command := config.Viperize(grpc.NewFactory().AddFlags)
	require.NoError(t, command.ParseFlags([]string{
		"--grpc-storage.server=" + os.Getenv("REMOTE_STORAGE_ENDPOINT"),
		"--grpc-storage.tls.enabled=false",
	}))
	f := grpc.NewFactory()
	f.InitFromViper(v, zap.NewNop())
	require.NoError(t, f.Initialize(metrics.NullFactory, zap.NewNop()))
	defer f.Close()

	// This release alone names the kind of a span without one "unspecified"; the ones before and after it, and we, leave it empty.
	s := &StorageIntegration{CleanUp: purge, SkipList: []string{"GetOperations"}}
	var err error
	s.SpanWriter, err = f.CreateSpanWriter()
	require.NoError(t, err)
	s.SpanReader, err = f.CreateSpanReader()
	require.NoError(t, err)
	s.ArchiveSpanWriter, err = f.CreateArchiveSpanWriter()
	require.NoError(t, err)
	s.ArchiveSpanReader, err = f.CreateArchiveSpanReader()
	require.NoError(t, err)
	purge(t)
	s.RunAll(t)
}

func purge(t *testing.T) {
	resp, err := http.Post(os.Getenv("PURGER_ENDPOINT"), "", http.NoBody)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusOK, resp.StatusCode)
}
