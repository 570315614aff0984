// SPDX-License-Identifier: Apache-2.0

// Calls of the unmodified Go SDK and its producer against a local Log Service, with both signature versions; one line per check.
package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strconv"
	"sync/atomic"
	"time"

	sls "github.com/aliyun/aliyun-log-go-sdk"
	"github.com/aliyun/aliyun-log-go-sdk/producer"
	"google.golang.org/protobuf/proto"
)

const (
	endpoint = "http://cn-local.log.aliyuncs.com"
	region   = "cn-local"
	store    = "spans"
)

var (
	keyID     = os.Getenv("LOG_SERVICE_KEY_ID")
	keySecret = os.Getenv("LOG_SERVICE_KEY_SECRET")
	failures  int
)

// check runs one check and prints how it went.
func check(name string, call func() error) {
	if err := call(); err != nil {
		failures++
		fmt.Printf("FAIL  %s: %v\n", name, err)
		return
	}
	fmt.Println("ok    " + name)
}

func equal(actual, expected any) error {
	if !reflect.DeepEqual(actual, expected) {
		return fmt.Errorf("%v instead of %v", actual, expected)
	}
	return nil
}

func failsWith(code string, err error) error {
	var refused *sls.Error
	if !errors.As(err, &refused) {
		return fmt.Errorf("%v instead of %s", err, code)
	}
	if len(refused.RequestID) != 24 {
		return fmt.Errorf("request id: %q", refused.RequestID)
	}
	return equal(refused.Code, code)
}

func eventually(call func() error) error {
	deadline := time.Now().Add(10 * time.Second)
	for {
		err := call()
		if err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func connect(version sls.AuthVersionType, secret string) sls.ClientInterface {
	client := sls.CreateNormalInterfaceV2(endpoint, sls.NewStaticCredentialsProvider(keyID, secret, ""))
	client.SetAuthVersion(version)
	client.SetRegion(region)
	return client
}

func logs(trace string, count int) []*sls.Log {
	all := make([]*sls.Log, count)
	for i := range all {
		all[i] = &sls.Log{
			Time: proto.Uint32(uint32(time.Now().Unix())),
			Contents: []*sls.LogContent{
				{Key: proto.String("traceID"), Value: proto.String(trace)},
				{Key: proto.String("duration"), Value: proto.String(strconv.Itoa(i))},
				{Key: proto.String("name"), Value: proto.String("GET /a b 你好")},
				{Key: proto.String("empty"), Value: proto.String("")},
			},
		}
	}
	return all
}

func group(trace string) *sls.LogGroup {
	return &sls.LogGroup{
		Topic:   proto.String("topic"),
		Source:  proto.String("10.0.0.1"),
		Logs:    logs(trace, 10),
		LogTags: []*sls.LogTag{{Key: proto.String("host"), Value: proto.String("h1")}},
	}
}

func index() sls.Index {
	words := []string{",", " "}
	return sls.Index{
		Line: &sls.IndexLine{Token: words},
		Keys: map[string]sls.IndexKey{
			"traceID":  {Type: "text", CaseSensitive: true, DocValue: true, Token: []string{}},
			"duration": {Type: "long", DocValue: true},
			"name":     {Type: "text", DocValue: true, Token: words},
		},
	}
}

type run struct {
	client  sls.ClientInterface
	version sls.AuthVersionType
	project string
}

func (r run) check(name string, call func() error) {
	check(string(r.version)+" "+name, call)
}

func (r run) search(query string, lines, offset int64) (*sls.GetLogsResponse, error) {
	now := time.Now().Unix()
	return r.client.GetLogs(r.project, store, "", now-600, now+600, query, lines, offset, false)
}

func (r run) counts(query string, expected int64) func() error {
	return func() error {
		return eventually(func() error {
			answer, err := r.search(query, 100, 0)
			if err != nil {
				return err
			}
			return equal(answer.Count, expected)
		})
	}
}

func (r run) administration() {
	r.check("create project", func() error {
		_, err := r.client.CreateProject(r.project, "made by a test")
		return err
	})
	r.check("get project", func() error {
		found, err := r.client.GetProject(r.project)
		if err != nil {
			return err
		}
		return equal(found.Description, "made by a test")
	})
	r.check("project exists already", func() error {
		_, err := r.client.CreateProject(r.project, "")
		return failsWith("ProjectAlreadyExist", err)
	})
	r.check("check project", func() error {
		there, err := r.client.CheckProjectExist("no-such-project")
		if err != nil {
			return err
		}
		return equal(there, false)
	})
	r.check("create logstore", func() error { return r.client.CreateLogStore(r.project, store, 30, 2, true, 64) })
	r.check("get logstore", func() error {
		found, err := r.client.GetLogStore(r.project, store)
		if err != nil {
			return err
		}
		return equal([]any{found.TTL, found.ShardCount, found.AutoSplit, found.MaxSplitShard}, []any{30, 2, true, 64})
	})
	r.check("update logstore", func() error { return r.client.UpdateLogStore(r.project, store, 7, 2) })
	r.check("list logstores", func() error {
		names, err := r.client.ListLogStore(r.project)
		if err != nil {
			return err
		}
		return equal(names, []string{store})
	})
	r.check("unknown logstore", func() error {
		_, err := r.client.GetLogStore(r.project, "nothing")
		return failsWith("LogStoreNotExist", err)
	})
	r.check("no index yet", func() error {
		_, err := r.search("*", 1, 0)
		return failsWith("IndexConfigNotExist", err)
	})
	r.check("create index", func() error { return r.client.CreateIndex(r.project, store, index()) })
	r.check("get index", func() error {
		found, err := r.client.GetIndex(r.project, store)
		if err != nil {
			return err
		}
		var keys []string
		for key := range found.Keys {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		return equal(keys, []string{"duration", "name", "traceID"})
	})
	r.check("update index", func() error { return r.client.UpdateIndex(r.project, store, index()) })
	r.check("list shards", func() error {
		shards, err := r.client.ListShards(r.project, store)
		if err != nil {
			return err
		}
		return equal(len(shards), 2)
	})
}

func (r run) writes() {
	r.check("put logs", func() error { return r.client.PutLogs(r.project, store, group("lz4")) })
	r.check("put logs, zstd", func() error {
		return r.client.PutLogsWithCompressType(r.project, store, group("zstd"), sls.Compress_ZSTD)
	})
	r.check("put logs, plain", func() error {
		return r.client.PutLogsWithCompressType(r.project, store, group("plain"), sls.Compress_None)
	})
	r.check("put logs, by hash", func() error {
		key := "ffffffffffffffffffffffffffffffff"[:31] + "0"
		return r.client.PostLogStoreLogs(r.project, store, group("hash"), &key)
	})
	r.check("unknown logstore", func() error {
		return failsWith("LogStoreNotExist", r.client.PutLogs(r.project, "nothing", group("x")))
	})
}

func (r run) queries() {
	r.check("search, all", r.counts("*", 40))
	for _, trace := range []string{"lz4", "zstd", "plain", "hash"} {
		r.check("search, "+trace, r.counts("traceID: "+trace, 10))
	}
	r.check("search, page", func() error {
		answer, err := r.search("*", 7, 35)
		if err != nil {
			return err
		}
		return equal(answer.Count, int64(5))
	})
	r.check("search, number", r.counts("duration > 7", 8))
	r.check("search, word", r.counts("name: 你好", 40))
	r.check("search, key without index", func() error {
		_, err := r.search("nokey: 1", 1, 0)
		return failsWith("ParameterInvalid", err)
	})
	r.check("values", func() error {
		answer, err := r.search("traceID: zstd and duration = 3", 1, 0)
		if err != nil {
			return err
		}
		row := answer.Logs[0]
		return equal([]string{row["name"], row["empty"], row["__tag__:host"], row["__topic__"], row["__source__"]},
			[]string{"GET /a b 你好", "", "h1", "topic", "10.0.0.1"})
	})
	r.check("SQL", func() error {
		answer, err := r.search("* | select traceID, count(*) as n, sum(duration) as d from log group by traceID order by traceID", 100, 0)
		if err != nil {
			return err
		}
		return equal(answer.Logs[0], map[string]string{"traceID": "hash", "n": "10", "d": "45"})
	})
	r.check("SQL, third form", func() error {
		now := time.Now().Unix()
		answer, err := r.client.GetLogsV3(r.project, store, &sls.GetLogRequest{
			From: now - 600, To: now + 600, Lines: 100, Query: "* | select count(*) as n from log"})
		if err != nil {
			return err
		}
		return equal(answer.Logs, []map[string]string{{"n": "40"}})
	})
	r.check("histograms", func() error {
		now := time.Now().Unix()
		answer, err := r.client.GetHistograms(r.project, store, "", now-600, now+600, "*")
		if err != nil {
			return err
		}
		return equal(answer.Count, int64(40))
	})
}

func (r run) pull() error {
	total := 0
	for shard := 0; shard < 2; shard++ {
		cursor, err := r.client.GetCursor(r.project, store, shard, "begin")
		if err != nil {
			return err
		}
		for {
			groups, next, err := r.client.PullLogs(r.project, store, shard, cursor, "", 10)
			if err != nil {
				return err
			}
			for _, pulled := range groups.LogGroups {
				total += len(pulled.Logs)
			}
			if next == cursor {
				break
			}
			cursor = next
		}
	}
	return equal(total, 40)
}

func (r run) shards() {
	r.check("cursors and pull", r.pull)
	r.check("cursor time", func() error {
		cursor, err := r.client.GetCursor(r.project, store, 0, "begin")
		if err != nil {
			return err
		}
		at, err := r.client.GetCursorTime(r.project, store, 0, cursor)
		if err == nil && time.Since(at) > time.Hour {
			err = fmt.Errorf("cursor time: %v", at)
		}
		return err
	})
	r.check("split shard", func() error {
		shards, err := r.client.SplitShard(r.project, store, 0, "40000000000000000000000000000000")
		if err != nil {
			return err
		}
		return equal(len(shards), 4)
	})
	r.check("split shard in three", func() error {
		shards, err := r.client.SplitNumShard(r.project, store, 1, 3)
		if err != nil {
			return err
		}
		return equal(len(shards), 7)
	})
	r.check("merge shards", func() error {
		shards, err := r.client.MergeShards(r.project, store, 2)
		if err != nil {
			return err
		}
		return equal(len(shards), 8)
	})
}

func (r run) objects() {
	chart := sls.Chart{Title: "c", Type: "line", Search: sls.ChartSearch{Logstore: store, Query: "* | select 1"}}
	r.check("create dashboard", func() error {
		return r.client.CreateDashboard(r.project, sls.Dashboard{DashboardName: "d1", DisplayName: "First", ChartList: []sls.Chart{chart}})
	})
	r.check("get dashboard", func() error {
		found, err := r.client.GetDashboard(r.project, "d1")
		if err != nil {
			return err
		}
		return equal(found.ChartList[0].Search.Query, "* | select 1")
	})
	r.check("charts", func() error {
		chart.Title = "second"
		if err := r.client.CreateChart(r.project, "d1", chart); err != nil {
			return err
		}
		chart.Type = "bar"
		if err := r.client.UpdateChart(r.project, "d1", chart); err != nil {
			return err
		}
		found, err := r.client.GetChart(r.project, "d1", "second")
		if err != nil {
			return err
		}
		if err := equal(found.Type, "bar"); err != nil {
			return err
		}
		return r.client.DeleteChart(r.project, "d1", "second")
	})
	r.check("list dashboards", func() error {
		names, items, count, total, err := r.client.ListDashboardV2(r.project, "d", 0, 10)
		if err != nil {
			return err
		}
		return equal([]any{names, items[0].DisplayName, count, total}, []any{[]string{"d1"}, "First", 1, 1})
	})
	r.check("saved search", func() error {
		search := &sls.SavedSearch{SavedSearchName: "s1", SearchQuery: "*", Logstore: store, DisplayName: "All"}
		if err := r.client.CreateSavedSearch(r.project, search); err != nil {
			return err
		}
		found, err := r.client.GetSavedSearch(r.project, "s1")
		if err != nil {
			return err
		}
		return equal(found, search)
	})
	r.check("alert", func() error {
		alert := &sls.Alert{Name: "a1", DisplayName: "Errors", Schedule: &sls.Schedule{Type: sls.ScheduleTypeFixedRate, Interval: "60s"},
			Configuration: &sls.AlertConfiguration{Version: "2.0", Type: "default", Threshold: 1,
				QueryList: []*sls.AlertQuery{{StoreType: sls.StoreTypeLog, Store: store, Query: "* | select count(*) as n", Start: "-60s", End: "now"}}}}
		if err := r.client.CreateAlert(r.project, alert); err != nil {
			return err
		}
		if err := r.client.DisableAlert(r.project, "a1"); err != nil {
			return err
		}
		found, err := r.client.GetAlert(r.project, "a1")
		if err != nil {
			return err
		}
		if err := equal([]any{found.IsEnabled(), found.Configuration.QueryList[0].Query}, []any{false, "* | select count(*) as n"}); err != nil {
			return err
		}
		return r.client.DeleteAlert(r.project, "a1")
	})
}

// results counts how the producer's sends ended.
type results struct {
	done, failed atomic.Int64
}

func (r *results) Success(*producer.Result) { r.done.Add(1) }
func (r *results) Fail(*producer.Result)    { r.failed.Add(1) }

// produce sends as an application does, and every log must be there once.
func (r run) produce() {
	r.check("producer, default settings", func() error {
		config := producer.GetDefaultProducerConfig()
		config.Endpoint = endpoint
		config.Region = region
		config.AuthVersion = r.version
		config.AllowLogLevel = "error"
		config.GeneratePackId = true
		config.CredentialsProvider = sls.NewStaticCredentialsProvider(keyID, keySecret, "")
		sender, err := producer.NewProducer(config)
		if err != nil {
			return err
		}
		sender.Start()
		ended := &results{}
		for i := 0; i < 1000; i++ {
			if err := sender.SendLogListWithCallBack(r.project, store, "produced", "10.0.0.2",
				logs("produced-"+strconv.Itoa(i), 10), ended); err != nil {
				return err
			}
		}
		sender.SafeClose()
		return equal([]int64{ended.done.Load(), ended.failed.Load()}, []int64{1000, 0})
	})
	r.check("producer, every log once", func() error {
		return eventually(func() error {
			answer, err := r.search("__topic__: produced | select count(*) as n, count(distinct concat(traceID, '/', cast(duration as varchar))) as d from log", 1, 0)
			if err != nil {
				return err
			}
			return equal(answer.Logs[0], map[string]string{"n": "10000", "d": "10000"})
		})
	})
}

func (r run) ending() {
	r.check("wrong secret", func() error {
		_, err := connect(r.version, "wrong").GetProject(r.project)
		return failsWith("SignatureNotMatch", err)
	})
	r.check("delete index", func() error { return r.client.DeleteIndex(r.project, store) })
	r.check("delete logstore", func() error { return r.client.DeleteLogStore(r.project, store) })
	r.check("delete project", func() error { return r.client.DeleteProject(r.project) })
	r.check("project is gone", func() error {
		_, err := r.client.GetProject(r.project)
		return failsWith("ProjectNotExist", err)
	})
}

func main() {
	// Host names and signatures stay those of the endpoint; the connection goes to the target, as through a proxy.
	os.Setenv("HTTP_PROXY", os.Getenv("LOG_SERVICE_TARGET"))
	os.Setenv("http_proxy", os.Getenv("LOG_SERVICE_TARGET"))
	os.Setenv("NO_PROXY", "")
	os.Setenv("no_proxy", "")
	sls.RetryOnServerErrorEnabled = false
	for _, version := range []sls.AuthVersionType{sls.AuthV1, sls.AuthV4} {
		r := run{connect(version, keySecret), version, "go-" + string(version)}
		r.administration()
		r.writes()
		r.queries()
		r.shards()
		r.objects()
		r.produce()
		r.ending()
	}
	if failures > 0 {
		fmt.Printf("%d failed\n", failures)
		os.Exit(1)
	}
	fmt.Println("all passed")
}
