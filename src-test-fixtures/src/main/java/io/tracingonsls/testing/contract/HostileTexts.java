// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import java.util.List;

/** Texts that break naive quoting, tokenising, counting or rendering. */
public final class HostileTexts {
  public static final List<String> ALL = List.of(
      "a b",
      "b a",
      "say \"hi\"",
      "back\\slash",
      "ends with backslash\\",
      "it's",
      "100%",
      "under_score",
      "star*",
      "what?",
      "a:b:c",
      "a=b",
      "a|b",
      "path/to/x",
      "(paren) and not [bracket]",
      "and or not",
      "\" or \"x\":\"y",
      "' or 1=1 --",
      "* | select * from log",
      "line\nbreak",
      "tab\there",
      "\u0001control",
      "追踪 服务",
      "emoji 🎈",
      "<script>alert(1)</script>",
      "{\"json\":1}",
      "null",
      "  spaces around  ",
      "CaseMatters",
      "${jndi:x}",
      "#\"phrase\"");

  private HostileTexts() {}
}
