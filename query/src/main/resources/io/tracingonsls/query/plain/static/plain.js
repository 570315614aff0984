'use strict';
// A plain page for builds without the web UI: lists traces by the summaries API and opens their JSON.
const byId = (id) => document.getElementById(id);

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    const text = await answer.text();
    let message = text;
    try {
      message = JSON.parse(text).error.message;
    } catch {
      // Not an error document: show it as it is.
    }
    throw new Error(answer.status + ' ' + message);
  }
  return answer.json();
}

function cell(row, content) {
  const td = document.createElement('td');
  td.append(content);
  row.append(td);
}

function show(summaries) {
  byId('results').replaceChildren(
    ...summaries.map((summary) => {
      const start = Number(BigInt(summary.minStartTimeUnixNano ?? '0') / 1000000n);
      const nanos = BigInt(summary.maxEndTimeUnixNano ?? '0') - BigInt(summary.minStartTimeUnixNano ?? '0');
      const link = document.createElement('a');
      link.href = 'api/traces/' + summary.traceId + '?prettyPrint=true';
      link.textContent = (summary.rootServiceName ?? '?') + ': ' + (summary.rootOperationName ?? '?');
      const row = document.createElement('tr');
      cell(row, new Date(start).toLocaleString());
      cell(row, link);
      cell(row, String(summary.spanCount ?? 0));
      cell(row, String(summary.errorSpanCount ?? 0));
      cell(row, (Number(nanos) / 1e6).toFixed(2) + ' ms');
      return row;
    }),
  );
  byId('message').textContent = summaries.length === 0 ? 'No traces found.' : '';
}

byId('search').addEventListener('submit', async (event) => {
  event.preventDefault();
  const now = Date.now();
  const parameters = new URLSearchParams({
    'query.startTimeMin': new Date(now - Number(byId('lookback').value) * 1000).toISOString(),
    'query.startTimeMax': new Date(now + 60000).toISOString(),
    'query.searchDepth': '50',
  });
  if (byId('service').value) {
    parameters.set('query.serviceName', byId('service').value);
  }
  if (byId('query').value) {
    parameters.set('query.query', byId('query').value);
  }
  try {
    show((await get('api/v3/trace-summaries?' + parameters)).summaries);
  } catch (failure) {
    byId('message').textContent = failure.message;
  }
});

byId('open').addEventListener('submit', (event) => {
  event.preventDefault();
  const id = byId('trace').value.trim();
  if (id) {
    location.href = 'api/traces/' + encodeURIComponent(id) + '?prettyPrint=true';
  }
});

get('api/v3/services')
  .then(({ services }) => {
    for (const name of services.sort()) {
      byId('service').append(new Option(name, name));
    }
  })
  .catch((failure) => {
    byId('message').textContent = failure.message;
  });
