// Calls of the unmodified Node SDK against a local Log Service; one line per check.
'use strict';

const assert = require('assert');
const http = require('http');
const Client = require('@alicloud/log');

const target = new URL(process.env.LOG_SERVICE_TARGET);
const project = 'node-project';
const store = 'spans';
const now = Math.floor(Date.now() / 1000);
const from = new Date((now - 60) * 1000);
const to = new Date((now + 60) * 1000);

// Names below the endpoint are found at the target; the SDK itself is left alone.
http.globalAgent = new http.Agent({
  lookup: (host, options, done) =>
    options.all ? done(null, [{ address: target.hostname, family: 4 }]) : done(null, target.hostname, 4),
});
const options = { agent: http.globalAgent, timeout: 10000 };

function connect(secret) {
  return new Client({
    accessKeyId: process.env.LOG_SERVICE_KEY_ID,
    accessKeySecret: secret,
    endpoint: `cn-local.log.aliyuncs.com:${target.port}`,
  });
}

const client = connect(process.env.LOG_SERVICE_KEY_SECRET);
let failures = 0;

async function check(name, call) {
  try {
    await call();
    console.log(`ok    ${name}`);
  } catch (e) {
    failures++;
    console.log(`FAIL  ${name}: ${e.message}`);
  }
}

async function failsWith(code, call) {
  try {
    await call();
  } catch (e) {
    assert.strictEqual(e.code, code);
    assert.match(e.requestid, /^[0-9A-F]{24}$/);
    return;
  }
  assert.fail(`no error instead of ${code}`);
}

async function eventually(call) {
  const deadline = Date.now() + 10000;
  for (;;) {
    try {
      return await call();
    } catch (e) {
      if (Date.now() > deadline) {
        throw e;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

const index = {
  line: { token: [',', ' '], caseSensitive: false, chn: false },
  keys: {
    traceID: { type: 'text', token: [], caseSensitive: true, doc_value: true },
    duration: { type: 'long', doc_value: true },
  },
  max_text_len: 2048,
};

const search = (query, more) => client.getLogs(project, store, from, to, { query, ...more }, options);

function logs(trace) {
  return Array.from({ length: 10 }, (_, i) => ({
    timestamp: now,
    content: { traceID: trace, duration: String(i), name: 'GET /a b 你好' },
  }));
}

async function main() {
  await check('create project', () => client.createProject(project, { description: 'made by a test' }, options));
  await check('get project', async () =>
    assert.strictEqual((await client.getProject(project, options)).projectName, project));
  await check('project exists already', () =>
    failsWith('ProjectAlreadyExist', () => client.createProject(project, { description: '' }, options)));
  await check('create logstore', () => client.createLogStore(project, store, { ttl: 30, shardCount: 2 }, options));
  await check('get logstore', async () =>
    assert.strictEqual((await client.getLogStore(project, store, options)).shardCount, 2));
  await check('update logstore', () => client.updateLogStore(project, store, { ttl: 7, shardCount: 2 }, options));
  await check('list logstores', async () =>
    assert.deepStrictEqual((await client.listLogStore(project, {}, options)).logstores, [store]));
  await check('unknown logstore', () =>
    failsWith('LogStoreNotExist', () => client.getLogStore(project, 'nothing', options)));
  await check('no index yet', () => failsWith('IndexConfigNotExist', () => search('*')));
  await check('create index', () => client.createIndex(project, store, index, options));
  await check('get index', async () =>
    assert.deepStrictEqual(Object.keys((await client.getIndexConfig(project, store, options)).keys), [
      'traceID',
      'duration',
    ]));
  await check('update index', () => client.updateIndex(project, store, index, options));
  await check('put logs', () =>
    client.postLogStoreLogs(
      project,
      store,
      { logs: logs('t1'), tags: [{ host: 'h1' }], topic: 'topic', source: '10.0.0.1' },
      options,
    ));
  await check('put more logs', () => client.postLogStoreLogs(project, store, { logs: logs('t2') }, options));
  await check('search', () =>
    eventually(async () => assert.strictEqual((await search('traceID: "t1"')).length, 10)));
  await check('search, page', async () => assert.strictEqual((await search('*', { line: 7, offset: 15 })).length, 5));
  await check('search, number', async () => assert.strictEqual((await search('duration > 7')).length, 4));
  await check('values', async () => {
    const [row] = await search('traceID: "t1" and duration = 3');
    assert.strictEqual(row.name, 'GET /a b 你好');
    assert.strictEqual(row['__tag__:host'], 'h1');
    assert.strictEqual(row.__topic__, 'topic');
    assert.strictEqual(row.__time__, String(now));
  });
  await check('SQL', async () =>
    assert.deepStrictEqual(
      await search('* | select traceID, count(*) as n from log group by traceID order by traceID'),
      [
        { traceID: 't1', n: '10' },
        { traceID: 't2', n: '10' },
      ],
    ));
  await check('SQL over the project', async () =>
    assert.deepStrictEqual(
      await client.getProjectLogs(
        project,
        { query: `select count(*) as n from ${store} where __time__ >= ${now - 60} and __time__ < ${now + 60}` },
        options,
      ),
      [{ n: '20' }],
    ));
  await check('histograms', async () => {
    const buckets = await client.getHistograms(project, store, from, to, { query: '*' }, options);
    assert.strictEqual(buckets.reduce((sum, bucket) => sum + bucket.count, 0), 20);
  });
  await check('wrong secret', () =>
    failsWith('SignatureNotMatch', () => connect('wrong').getProject(project, options)));
  await check('delete index', () => client.deleteIndex(project, store, options));
  await check('delete logstore', () => client.deleteLogStore(project, store, options));
  await check('delete project', () => client.deleteProject(project, options));
  await check('project is gone', () => failsWith('ProjectNotExist', () => client.getProject(project, options)));
  console.log(failures ? `${failures} failed` : 'all passed');
  process.exitCode = failures ? 1 : 0;
}

main();
