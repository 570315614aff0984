"""Calls of the unmodified Python SDK against a local Log Service, with both signature versions; one line per check."""

import os
import sys
import time

from aliyun.log import (
    GetHistogramsRequest,
    GetLogsRequest,
    IndexConfig,
    IndexKeyConfig,
    IndexLineConfig,
    ListLogstoresRequest,
    LogClient,
    LogException,
    LogItem,
    PutLogsRequest,
)

# Host names and signatures stay those of the endpoint; the connection goes to the target, as through a proxy.
os.environ["HTTP_PROXY"] = os.environ["http_proxy"] = os.environ["LOG_SERVICE_TARGET"]
os.environ["NO_PROXY"] = os.environ["no_proxy"] = ""
ENDPOINT = "http://cn-local.log.aliyuncs.com"
KEY_ID = os.environ["LOG_SERVICE_KEY_ID"]
KEY_SECRET = os.environ["LOG_SERVICE_KEY_SECRET"]
STORE = "spans"
failures = 0


def check(name, call):
    """Runs one check and prints how it went; a check fails by raising or by returning something false."""
    global failures
    try:
        result = call()
        if result is False or result is None:
            raise AssertionError("unexpected answer")
        print("ok    " + name)
    except Exception as e:
        failures += 1
        print("FAIL  %s: %s %s" % (name, type(e).__name__, e))


def fails_with(code, call):
    try:
        call()
    except LogException as e:
        if e.get_error_code() != code:
            raise AssertionError("error code %s instead of %s: %s" % (e.get_error_code(), code, e.get_error_message()))
        if len(e.get_request_id()) != 24:
            raise AssertionError("request id: %s" % e.get_request_id())
        return True
    raise AssertionError("no error instead of " + code)


def eventually(call):
    deadline = time.time() + 10
    while time.time() < deadline:
        if call():
            return True
        time.sleep(0.05)
    return False


def index():
    text = IndexKeyConfig(token_list=[], case_sensitive=True, index_type="text", doc_value=True)
    number = IndexKeyConfig(index_type="long", doc_value=True)
    words = IndexKeyConfig(token_list=[",", " "], index_type="text", doc_value=True)
    return IndexConfig(ttl=7, line_config=IndexLineConfig(token_list=[",", " "]),
                       key_config_list={"traceID": text, "duration": number, "name": words})


def run(version):
    project = "python-" + version
    client = LogClient(ENDPOINT, KEY_ID, KEY_SECRET, source="10.0.0.1", auth_version=version, region="cn-local")
    now = int(time.time())

    def put(compress=True, hash_key=None, trace="t1", kind=None):
        items = []
        for i in range(10):
            item = LogItem()
            item.set_time(now)
            item.set_contents([("traceID", trace), ("duration", str(i)), ("name", "GET /a b 你好"), ("empty", "")])
            items.append(item)
        request = PutLogsRequest(project, STORE, "topic", "10.0.0.1", items, compress=compress,
                                 hashKey=hash_key, logtags=[("host", "h1")], compress_type=kind)
        return client.put_logs(request)

    def search(query, **more):
        return client.get_logs(GetLogsRequest(project, STORE, now - 60, now + 60, query=query, **more))

    def name(text):
        return version + " " + text

    check(name("create project"), lambda: client.create_project(project, "made by a test"))
    check(name("get project"), lambda: client.get_project(project).get_projectname() == project)
    check(name("list projects"), lambda: client.list_project(project_name_pattern=project).get_count() == 1)
    check(name("project exists already"), lambda: fails_with("ProjectAlreadyExist", lambda: client.create_project(project, "")))
    check(name("create logstore"), lambda: client.create_logstore(project, STORE, ttl=30, shard_count=2))
    check(name("get logstore"), lambda: client.get_logstore(project, STORE).get_shard_count() == 2)
    check(name("update logstore"), lambda: client.update_logstore(project, STORE, ttl=7, shard_count=2))
    check(name("list logstores"),
          lambda: client.list_logstores(ListLogstoresRequest(project)).get_logstores() == [STORE])
    check(name("unknown logstore"), lambda: fails_with("LogStoreNotExist", lambda: client.get_logstore(project, "nothing")))
    check(name("no index yet"), lambda: fails_with("IndexConfigNotExist", lambda: search("*")))
    check(name("create index"), lambda: client.create_index(project, STORE, index()))
    check(name("get index"),
          lambda: sorted(client.get_index_config(project, STORE).get_index_config().key_config_list)
          == ["duration", "name", "traceID"])
    check(name("update index"), lambda: client.update_index(project, STORE, index()))
    check(name("list shards"), lambda: len(client.list_shards(project, STORE).get_shards_info()) == 2)
    check(name("put logs, lz4"), lambda: put())
    check(name("put logs, plain"), lambda: put(compress=False, trace="t2"))
    check(name("put logs, by hash"), lambda: put(hash_key="f" * 32, trace="t3"))
    check(name("search"), lambda: eventually(lambda: search('traceID: "t1"').get_count() == 10))
    check(name("search, all"), lambda: eventually(lambda: search("*").get_count() == 30))
    check(name("search, page"), lambda: search("*", line=7, offset=25).get_count() == 5)
    check(name("search, number"), lambda: search("duration > 7").get_count() == 6)
    check(name("search, word"), lambda: search("name: 你好").get_count() == 30)
    check(name("search, bad range"), lambda: fails_with(
        "ParameterInvalid", lambda: client.get_log(project, STORE, now, now, query="*")))
    check(name("search, key without index"), lambda: fails_with("ParameterInvalid", lambda: search("nokey: 1")))
    check(name("values"), lambda: search('traceID: "t2" and duration = 3').get_logs()[0].get_contents()
          .items() >= {"traceID": "t2", "duration": "3", "name": "GET /a b 你好", "empty": "", "__tag__:host": "h1"}.items())
    check(name("SQL"), lambda: [row.get_contents() for row in search(
        "* | select traceID, count(*) as n, sum(duration) as d from log group by traceID order by traceID").get_logs()]
        == [{"traceID": t, "n": "10", "d": "45"} for t in ("t1", "t2", "t3")])
    check(name("SQL, unknown column"), lambda: fails_with("ParameterInvalid", lambda: search("* | select nocolumn from log")))
    check(name("histograms"), lambda: client.get_histograms(
        GetHistogramsRequest(project, STORE, now - 60, now + 60, "", "*")).get_total_count() == 30)

    def pull():
        total = 0
        for shard in (0, 1):
            cursor = client.get_cursor(project, STORE, shard, "begin").get_cursor()
            while True:
                answer = client.pull_logs(project, STORE, shard, cursor, 10)
                total += sum(len(group.Logs) for group in answer.get_loggroup_list().LogGroups)
                if answer.get_next_cursor() == cursor:
                    break
                cursor = answer.get_next_cursor()
        return total == 30

    check(name("cursors and pull"), pull)
    def context():
        items = []
        for i in range(10):
            item = LogItem()
            item.set_time(now - 300)
            item.set_contents([("traceID", "context"), ("duration", str(i)), ("name", "n")])
            items.append(item)
        client.put_logs(PutLogsRequest(project, STORE, "topic", "10.0.0.1", items, logtags=[("__pack_id__", "A1B2-1")]))
        found = {}

        def start():
            logs = client.get_logs(GetLogsRequest(project, STORE, now - 600, now - 100,
                                                  query="traceID: context and duration = 4|with_pack_meta")).get_logs()
            found.update(logs[0].get_contents() if logs else {})
            return bool(logs)

        eventually(start)
        answer = client.get_context_logs(project, STORE, found["__tag__:__pack_id__"], found["__pack_meta__"], 2, 3)
        return [log.get_contents()["duration"] for log in answer.get_logs()] == ["2", "3", "4", "5", "6", "7"]

    check(name("context of a log"), context)

    dashboard = {"dashboardName": "d1", "displayName": "First", "description": "", "charts": []}
    check(name("create dashboard"), lambda: client.create_dashboard(project, dashboard))
    check(name("update dashboard"), lambda: client.update_dashboard(project, dict(dashboard, displayName="Second")))
    check(name("get dashboard"), lambda: client.get_dashboard(project, "d1").get_entity()["displayName"] == "Second")
    check(name("list dashboards"), lambda: client.list_dashboard(project).get_entities() == ["d1"])
    check(name("delete dashboard"), lambda: client.delete_dashboard(project, "d1"))
    search_ = {"savedsearchName": "s1", "displayName": "All", "logstore": STORE, "searchQuery": "*", "topic": ""}
    check(name("create saved search"), lambda: client.create_savedsearch(project, search_))
    check(name("get saved search"), lambda: client.get_savedsearch(project, "s1").get_entity() == search_)
    check(name("list saved searches"), lambda: client.list_savedsearch(project).get_entities() == ["s1"])
    check(name("delete saved search"), lambda: client.delete_savedsearch(project, "s1"))
    alert = {"name": "a1", "displayName": "Errors", "type": "Alert", "schedule": {"type": "FixedRate", "interval": "1m"},
             "configuration": {"version": "2.0", "queryList": [{"store": STORE, "query": "* | select count(*) as n"}]}}
    check(name("create alert"), lambda: client.create_alert(project, alert))
    check(name("disable alert"), lambda: client.disable_alert(project, "a1"))
    check(name("get alert"), lambda: client.get_alert(project, "a1").get_entity()["status"] == "DISABLED")
    check(name("list alerts"), lambda: client.list_alert(project).get_entities()[0]["name"] == "a1")
    check(name("delete alert"), lambda: client.delete_alert(project, "a1"))
    check(name("unknown alert"), lambda: fails_with("JobNotExist", lambda: client.get_alert(project, "a1")))
    check(name("split shard"), lambda: len(client.split_shard(project, STORE, 0, "4" + "0" * 31).get_shards_info()) == 4)
    check(name("merge shards"), lambda: len(client.merge_shard(project, STORE, 2).get_shards_info()) == 5)
    check(name("wrong secret"), lambda: fails_with(
        "SignatureNotMatch",
        lambda: LogClient(ENDPOINT, KEY_ID, "wrong", source="10.0.0.1", auth_version=version, region="cn-local").get_project(project)))
    check(name("delete index"), lambda: client.delete_index(project, STORE))
    check(name("delete logstore"), lambda: client.delete_logstore(project, STORE))
    check(name("delete project"), lambda: client.delete_project(project))
    check(name("project is gone"), lambda: fails_with("ProjectNotExist", lambda: client.get_project(project)))


for signature in ("v1", "v4"):
    run(signature)
print("%d failed" % failures if failures else "all passed")
sys.exit(1 if failures else 0)
