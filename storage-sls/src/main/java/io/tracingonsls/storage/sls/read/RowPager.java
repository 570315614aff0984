// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.SlsClient.Histogram;
import io.tracingonsls.storage.sls.layout.LogRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gets all rows of some searches. The first pages of all searches and their numbers of hits are asked for at once, then all other pages at
 * once: two rounds whatever the number of rows. Where rounds cost little ({@link SlsCalls#isNear}) numbers of hits are asked for only when a
 * first page is full. Used for one question; not thread-safe.
 */
final class RowPager {
  private static final int PAGE = LogSearch.MAX_LINE;

  private final SlsCalls calls;
  private final ReadContext context;
  private final int maxRows;
  private final int firstPages;

  /**
   * A pager.
   *
   * @param maxRows rows of one search beyond are not fetched
   * @param firstPages pages to ask for before the number of hits is known
   */
  RowPager(SlsCalls calls, ReadContext context, int maxRows, int firstPages) {
    this.calls = calls;
    this.context = context;
    this.maxRows = maxRows;
    this.firstPages = firstPages;
  }

  /** Rows, and whether there are more than were allowed. */
  record Rows(List<LogRow> rows, boolean cut) {}

  /** One search with what has come of it. */
  private final class Pages {
    final LogSearch search;
    final List<Future<LogAnswer>> running = new ArrayList<>();
    final List<LogAnswer> answers = new ArrayList<>();
    private @Nullable Future<Histogram> count;
    private long total = Long.MAX_VALUE;

    Pages(LogSearch search) {
      this.search = search;
      if (!calls.isNear()) {
        startCount();
      }
      start(Math.min(firstPages, pagesFor(maxRows)));
    }

    /** Asks for the number of hits, if that was not done yet. */
    void startCount() {
      if (count == null) {
        count = calls.start(() -> calls.attempt(
            () -> calls
                .client()
                .histogram(
                    search.logstore(), search.query(), search.fromSeconds(), search.toSeconds()),
            context));
      }
    }

    /** Asks for all pages before {@code end} that were not asked for yet. */
    void start(int end) {
      for (int page = answers.size(); page < end; page++) {
        LogSearch next = search.withOffset((long) page * PAGE);
        running.add(calls.start(() -> calls.complete(next, context)));
      }
    }

    void await() {
      for (Future<LogAnswer> page : running) {
        answers.add(calls.await(page, context));
      }
      running.clear();
    }

    boolean isLast() {
      return answers.stream().anyMatch(answer -> answer.rows().size() < PAGE)
          || answers.size() >= pagesFor(maxRows)
          || (long) answers.size() * PAGE >= total;
    }

    int pagesByCount() {
      startCount();
      Histogram hits = calls.await(Objects.requireNonNull(count), context);
      long sum = 0;
      for (Histogram.Bucket bucket : hits.buckets()) {
        sum += bucket.count();
      }
      total = hits.complete() ? sum : Long.MAX_VALUE;
      return Math.max(isLast() ? 0 : answers.size() + 1, pagesFor(Math.min(sum, maxRows)));
    }

    void cancel() {
      if (count != null) {
        count.cancel(true);
      }
      running.forEach(page -> page.cancel(true));
    }

    Rows rows() {
      List<LogRow> rows = new ArrayList<>();
      boolean whole = false;
      for (LogAnswer answer : answers) {
        rows.addAll(answer.rows());
        whole |= answer.rows().size() < PAGE;
      }
      boolean cut = rows.size() > maxRows || (rows.size() == maxRows && !whole);
      return new Rows(rows.size() > maxRows ? rows.subList(0, maxRows) : rows, cut);
    }
  }

  /** The rows of each search, in the searches' order. */
  List<Rows> all(List<LogSearch> searches) {
    List<Pages> all = new ArrayList<>(searches.size());
    try {
      searches.forEach(search -> all.add(new Pages(search)));
      all.forEach(Pages::await);
      List<Pages> open = all.stream().filter(pages -> !pages.isLast()).toList();
      open.forEach(Pages::startCount);
      open.forEach(pages -> pages.start(pages.pagesByCount()));
      open.forEach(Pages::await);
      for (Pages pages : open) {
        while (!pages.isLast()) {
          pages.start(pages.answers.size() + 1);
          pages.await();
        }
      }
      return all.stream().map(Pages::rows).toList();
    } finally {
      all.forEach(Pages::cancel);
    }
  }

  private static int pagesFor(long rows) {
    return (int) Math.min(Integer.MAX_VALUE, (rows + PAGE - 1) / PAGE);
  }
}
