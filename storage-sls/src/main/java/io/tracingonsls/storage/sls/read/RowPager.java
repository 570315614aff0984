// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.SlsClient.Histogram;
import io.tracingonsls.storage.sls.layout.LogRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Gets all rows of a search. The first pages and the number of hits are asked for at once, then all other pages at once: two rounds whatever
 * the number of rows. Used for one question; not thread-safe.
 */
final class RowPager {
  private static final int PAGE = LogSearch.MAX_LINE;

  private final SlsCalls calls;
  private final LogSearch search;
  private final ReadContext context;
  private final int maxRows;
  private final int firstPages;

  /**
   * A pager for one search.
   *
   * @param maxRows rows beyond are not fetched
   * @param firstPages pages to ask for before the number of hits is known
   */
  RowPager(SlsCalls calls, LogSearch search, ReadContext context, int maxRows, int firstPages) {
    this.calls = calls;
    this.search = search;
    this.context = context;
    this.maxRows = maxRows;
    this.firstPages = firstPages;
  }

  /** Rows, and whether there are more than were allowed. */
  record Rows(List<LogRow> rows, boolean cut) {}

  Rows all() {
    Future<Histogram> count = calls.start(this::count);
    List<LogAnswer> answers =
        new ArrayList<>(calls.queryAll(pages(0, Math.min(firstPages, pagesFor(maxRows))), context));
    if (isLast(answers)) {
      count.cancel(true);
      return rows(answers);
    }
    Histogram hits = calls.await(count, context);
    long total = 0;
    for (Histogram.Bucket bucket : hits.buckets()) {
      total += bucket.count();
    }
    int wanted = pagesFor(Math.min(total, maxRows));
    answers.addAll(calls.queryAll(pages(answers.size(), wanted), context));
    while (!isLast(answers) && answers.size() < pagesFor(maxRows)) {
      int next = answers.size();
      answers.addAll(calls.queryAll(pages(next, next + 1), context));
    }
    return rows(answers);
  }

  private Histogram count() {
    return calls.attempt(
        () -> calls
            .client()
            .histogram(search.logstore(), search.query(), search.fromSeconds(), search.toSeconds()),
        context);
  }

  private static int pagesFor(long rows) {
    return (int) Math.min(Integer.MAX_VALUE, (rows + PAGE - 1) / PAGE);
  }

  private List<LogSearch> pages(int from, int to) {
    List<LogSearch> pages = new ArrayList<>(Math.max(0, to - from));
    for (int page = from; page < to; page++) {
      pages.add(search.withOffset((long) page * PAGE));
    }
    return pages;
  }

  /** Whether some page was not full. */
  private static boolean isLast(List<LogAnswer> answers) {
    return answers.stream().anyMatch(answer -> answer.rows().size() < PAGE);
  }

  private Rows rows(List<LogAnswer> answers) {
    List<LogRow> rows = new ArrayList<>();
    for (LogAnswer answer : answers) {
      rows.addAll(answer.rows());
    }
    boolean cut = rows.size() > maxRows || (rows.size() == maxRows && !isLast(answers));
    return new Rows(rows.size() > maxRows ? rows.subList(0, maxRows) : rows, cut);
  }
}
