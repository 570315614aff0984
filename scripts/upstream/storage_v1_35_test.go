// SPDX-License-Identifier: Apache-2.0

// Put into the storage integration package of Jaeger 1.35, the first with remote storage: runs its suite against one that is already there.

package integration

import (
	"fmt"
	"net/http"
	"os"
	"testing"

	gogoproto "github.com/gogo/protobuf/proto"
	"github.com/stretchr/testify/require"
	"github.com/uber/jaeger-lib/metrics"
	"go.uber.org/zap"
	"google.golang.org/grpc/encoding"

	"github.com/jaegertracing/jaeger/pkg/config"
	"github.com/jaegertracing/jaeger/plugin/storage/grpc"
)

// gogoCodec is registered once more, since packages are initialised in another order since Go 1.21 and gRPC's own codec would win.
type gogoCodec struct{}

func (gogoCodec) Name() string                          { return "proto" }
func (gogoCodec) Marshal(v interface{}) ([]byte, error) { return gogoproto.Marshal(v.(gogoproto.Message)) }
func (gogoCodec) Unmarshal(data []byte, v interface{}) error {
	return gogoproto.Unmarshal(data, v.(gogoproto.Message))
}

func init() { encoding.RegisterCodec(gogoCodec{}) }

func TestRunningRemoteStorage(t *testing.T) {
	f := grpc.NewFactory()
	v, command := config.Viperize(f.AddFlags)
	require.NoError(t, command.ParseFlags([]string{
		"--grpc-storage.server=" + os.Getenv("REMOTE_STORAGE_ENDPOINT"),
		"--grpc-storage.tls.enabled=false",
	}))
	f.InitFromViper(v, zap.NewNop())
	require.NoError(t, f.Initialize(metrics.NullFactory, zap.NewNop()))

	s := &StorageIntegration{CleanUp: purge, Refresh: func() error { return nil }}
	var err error
	s.SpanWriter, err = f.CreateSpanWriter()
	require.NoError(t, err)
	s.SpanReader, err = f.CreateSpanReader()
	require.NoError(t, err)
	require.NoError(t, purge())
	s.IntegrationTestAll(t)
}

func purge() error {
	resp, err := http.Post(os.Getenv("PURGER_ENDPOINT"), "", http.NoBody)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("purge answered with %s", resp.Status)
	}
	return nil
}
