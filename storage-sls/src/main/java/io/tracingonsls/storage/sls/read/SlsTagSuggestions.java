// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.Attribute;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TagSuggestions;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.FindLines;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.SharedParts;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SearchExpression.Exists;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Completions from a sample of the newest spans, remembered for a while. */
public final class SlsTagSuggestions implements TagSuggestions {
  private static final int PAGES = 5;
  private static final int MOST = 100;
  private static final int MAX_VALUE = 200;
  private static final Duration KEEP = Duration.ofSeconds(30);

  private final SlsCalls calls;
  private final ReadSettings settings;
  private final LogstoreInspector inspector;
  private final Windows windows;
  private final TimedCache<String, List<Attribute>> samples = new TimedCache<>(KEEP, 20);

  public SlsTagSuggestions(
      SlsCalls calls, ReadSettings settings, LogstoreInspector inspector, Clock clock) {
    this.calls = calls;
    this.settings = settings;
    this.inspector = inspector;
    this.windows = new Windows(clock, settings);
  }

  @Override
  public List<String> keys(String prefix, ReadContext context) {
    context.throwIfStopped();
    Map<String, Integer> counts = new HashMap<>();
    for (Attribute attribute : samples.get("", () -> sample(SearchExpression.all(), context))) {
      if (attribute.key().startsWith(prefix)) {
        counts.merge(attribute.key(), 1, Integer::sum);
      }
    }
    return mostFrequent(counts);
  }

  @Override
  public List<String> values(String key, String prefix, ReadContext context) {
    context.throwIfStopped();
    Map<String, Integer> counts = new HashMap<>();
    for (Attribute attribute : samples.get(key, () -> sample(having(key), context))) {
      String text = attribute.value().asText();
      if (attribute.key().equals(key) && text.length() <= MAX_VALUE && text.startsWith(prefix)) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    return mostFrequent(counts);
  }

  /** Spans that have the key, where the index can say so. */
  private SearchExpression having(String key) {
    boolean json = FindLines.isPathSafe(key)
        && inspector.logstore().readLayouts().equals(List.of(SpanLayout.SLS_TRACE))
        && inspector.logstore().index().has("attribute");
    return json
        ? SearchExpression.or(
            List.of(new Exists("attribute." + key), new Exists("resource." + key)))
        : SearchExpression.all();
  }

  private List<Attribute> sample(SearchExpression search, ReadContext context) {
    List<LogAnswer> pages = pages(search, context);
    boolean nothing = pages.stream().allMatch(page -> page.rows().isEmpty());
    if (nothing && !search.isAll()) {
      pages = pages(SearchExpression.all(), context);
    }
    SharedParts shared = new SharedParts();
    List<Attribute> attributes = new ArrayList<>();
    for (LogAnswer page : pages) {
      for (LogRow row : page.rows()) {
        TraceSpan span = LayoutDetector.decode(row, shared);
        if (span != null) {
          span.span().attributes().forEach(attributes::add);
          span.resource().tags().forEach(attributes::add);
        }
      }
    }
    return attributes;
  }

  private List<LogAnswer> pages(SearchExpression search, ReadContext context) {
    LogWindow window = windows.all();
    LogSearch first = new LogSearch(
        settings.logstore(),
        search.text(),
        window.fromSeconds(),
        window.toSeconds(),
        LogSearch.MAX_LINE,
        0,
        true);
    List<LogSearch> searches = new ArrayList<>(PAGES);
    for (int page = 0; page < PAGES; page++) {
      searches.add(first.withOffset((long) page * LogSearch.MAX_LINE));
    }
    return calls.queryAll(searches, context);
  }

  private static List<String> mostFrequent(Map<String, Integer> counts) {
    List<String> texts = new ArrayList<>(counts.keySet());
    Comparator<String> byCount =
        Comparator.comparing(text -> counts.getOrDefault(text, 0), Comparator.reverseOrder());
    texts.sort(byCount.thenComparing(Comparator.naturalOrder()));
    return new ArrayList<>(texts.subList(0, Math.min(MOST, texts.size())));
  }
}
