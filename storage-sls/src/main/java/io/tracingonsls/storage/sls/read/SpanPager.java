// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.SlsClient.Histogram;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.read.SpanPage.SizedSpan;
import io.tracingonsls.storage.sls.search.SearchExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gets the spans of all rows of some searches. The first pages of all searches and their numbers of hits are asked for at once; then the
 * rest at once: two rounds whatever the number of rows. The rest are the other pages or, when those would be many, statements that select
 * the fields of all rows. Where SQL does not show rows as a search does (values cut, an index younger than the rows, a part of the first
 * page missing), pages are read after all. Where rounds cost little ({@link SlsCalls#isNear}) numbers of hits are asked for only when a
 * first page is full. Used for one question; not thread-safe.
 */
final class SpanPager {
  private static final int PAGE = LogSearch.MAX_LINE;

  /** Pages that cost less than a statement. */
  private static final int FEW_PAGES = 3;

  /** Log Service gives 100 MB to one statement; characters outside ASCII take up to three bytes. */
  private static final long MAX_STATEMENT_CHARS = 24L << 20;

  private static final Comparator<SizedSpan> BY_START =
      Comparator.comparingLong(span -> span.span().span().startNanos());

  private final SlsCalls calls;
  private final LogstoreInspector inspector;
  private final ReadContext context;
  private final LogSearch window;
  private final int maxRows;
  private final int firstPages;
  private final boolean countFirst;

  /**
   * A pager.
   *
   * @param window where and in what order is searched; its query text is not used
   * @param maxRows rows of one search beyond are not fetched
   * @param firstPages pages to ask for before the number of hits is known
   * @param countFirst whether numbers of hits are asked for at once, and not only, in a round of their own, when a first page is full
   */
  SpanPager(
      SlsCalls calls,
      LogstoreInspector inspector,
      ReadContext context,
      LogSearch window,
      int maxRows,
      int firstPages,
      boolean countFirst) {
    this.calls = calls;
    this.inspector = inspector;
    this.context = context;
    this.window = window;
    this.maxRows = maxRows;
    this.firstPages = firstPages;
    this.countFirst = countFirst;
  }

  /** Spans, and whether there are more rows than were allowed. */
  record Spans(List<SizedSpan> spans, boolean cut) {}

  /** The spans of each search, in the searches' order. */
  List<Spans> all(List<SearchExpression> searches) {
    List<Pages> all = new ArrayList<>(searches.size());
    try {
      searches.forEach(search -> all.add(new Pages(search)));
      all.forEach(Pages::await);
      List<Pages> open = all.stream().filter(pages -> !pages.isLast()).toList();
      open.forEach(Pages::startCount);
      open.forEach(Pages::startRest);
      open.forEach(Pages::await);
      for (Pages pages : open) {
        pages.finish();
      }
      return all.stream().map(Pages::result).toList();
    } finally {
      all.forEach(Pages::cancel);
    }
  }

  private static int pagesFor(long rows) {
    return (int) Math.min(Integer.MAX_VALUE, (rows + PAGE - 1) / PAGE);
  }

  /** One search with what has come of it. */
  private final class Pages {
    final SearchExpression search;
    final LogSearch first;
    final List<Future<SpanPage>> running = new ArrayList<>();
    final List<SpanPage> pages = new ArrayList<>();
    private @Nullable Future<Histogram> count;
    private final List<Future<SpanPage>> statements = new ArrayList<>();
    private @Nullable List<SizedSpan> selected;
    private long total = Long.MAX_VALUE;

    Pages(SearchExpression search) {
      this.search = search;
      this.first = window.withQuery(search.text());
      if (countFirst) {
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
                .histogram(first.logstore(), first.query(), first.fromSeconds(), first.toSeconds()),
            context));
      }
    }

    /** Asks for all pages before {@code end} that were not asked for yet. */
    void start(int end) {
      for (int page = pages.size(); page < end; page++) {
        LogSearch next = first.withOffset((long) page * PAGE);
        running.add(calls.start(() -> SpanPage.of(calls.complete(next, context))));
      }
    }

    void await() {
      for (Future<SpanPage> page : running) {
        pages.add(calls.await(page, context));
      }
      running.clear();
    }

    boolean isLast() {
      return selected != null
          || pages.stream().anyMatch(page -> page.rows() < PAGE)
          || pages.size() >= pagesFor(maxRows)
          || (long) pages.size() * PAGE >= total;
    }

    /** Asks for what the number of hits says is left. */
    void startRest() {
      Histogram hits = calls.await(Objects.requireNonNull(count), context);
      long sum = hits.buckets().stream().mapToLong(Histogram.Bucket::count).sum();
      total = hits.complete() ? sum : Long.MAX_VALUE;
      if (isLast()) {
        return;
      }
      int end = Math.max(pages.size() + 1, pagesFor(Math.min(sum, maxRows)));
      if (hits.complete() && end - pages.size() > FEW_PAGES && canSelect()) {
        startStatements();
      } else {
        start(end);
      }
    }

    private boolean canSelect() {
      long size = pages.stream().mapToLong(SpanPage::size).sum();
      long rows = Math.min(total, maxRows);
      return size / Math.max(1, pages.size() * PAGE) * rows < MAX_STATEMENT_CHARS
          && RowStatements.arePossible(inspector.logstore());
    }

    private void startStatements() {
      SpanLogstore logstore = inspector.logstore();
      int maxTextBytes = logstore.index().maxTextBytes();
      List<LogSearch> all = total > maxRows
          ? RowStatements.first(first, search, maxRows)
          : RowStatements.all(first, search, total);
      for (LogSearch statement : all) {
        statements.add(calls.start(() -> select(statement, maxTextBytes)));
      }
    }

    /** Not asked again when it fails or is incomplete: pages are the better second try. */
    private SpanPage select(LogSearch statement, int maxTextBytes) {
      try {
        return SpanPage.ofColumns(
            calls.attempt(() -> calls.client().query(statement), context), maxTextBytes);
      } catch (StorageException failed) {
        if (failed.error() == StorageError.INVALID_QUERY) {
          return new SpanPage(List.of(), 0, false);
        }
        throw failed;
      }
    }

    /** Reads what the number of hits did not tell of. */
    void finish() {
      if (!statements.isEmpty()) {
        takeStatements();
        if (selected == null) {
          start(pagesFor(Math.min(total, maxRows)));
          await();
        }
      }
      while (!isLast()) {
        start(pages.size() + 1);
        await();
      }
    }

    private void takeStatements() {
      List<SizedSpan> spans = new ArrayList<>();
      boolean whole = true;
      long rows = 0;
      for (Future<SpanPage> statement : statements) {
        SpanPage page = calls.await(statement, context);
        whole &= page.whole();
        rows += page.rows();
        spans.addAll(page.spans());
      }
      statements.clear();
      if (whole && rows >= Math.min(total, maxRows) && hasFirstPages(spans)) {
        spans.sort(BY_START);
        selected = spans;
        pages.clear();
      }
    }

    /** SQL must show the spans that a search showed: else its view of rows is not the rows. */
    private boolean hasFirstPages(List<SizedSpan> spans) {
      if (total > maxRows) {
        return true;
      }
      SpanSet found = new SpanSet();
      spans.forEach(span -> found.add(span.span()));
      return pages.stream()
          .flatMap(page -> page.spans().stream())
          .allMatch(span -> found.contains(span.span()));
    }

    void cancel() {
      if (count != null) {
        count.cancel(true);
      }
      running.forEach(page -> page.cancel(true));
      statements.forEach(statement -> statement.cancel(true));
    }

    Spans result() {
      List<SizedSpan> spans = selected;
      if (spans != null) {
        return new Spans(spans, total > maxRows);
      }
      List<SizedSpan> paged = new ArrayList<>();
      long rows = 0;
      boolean whole = false;
      for (SpanPage page : pages) {
        rows += page.rows();
        paged.addAll(page.spans());
        whole |= page.rows() < PAGE;
      }
      boolean cut = rows > maxRows || (rows == maxRows && !whole);
      return new Spans(paged.size() > maxRows ? paged.subList(0, maxRows) : paged, cut);
    }
  }
}
