// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UiAssetsTest {
  private final UiAssets assets = UiAssets.packaged();

  @Test
  void packagedUi_hasItsPageAndScripts() {
    assumeTrue(assets.present(), "built with -Dui.skip");
    byte[] page = assets.read("index.html");
    assertThat(page).isNotNull();
    assertThat(new String(page, StandardCharsets.UTF_8))
        .contains("JAEGER_CONFIG = DEFAULT_CONFIG;")
        .contains("JAEGER_BACKEND_CAPABILITIES = DEFAULT_BACKEND_CAPABILITIES;")
        .contains("<base href=\"/\"");
    assertThat(assets.paths()).anyMatch(path -> path.matches("static/index-.*\\.js"));
    assertThat(assets.paths()).allSatisfy(path -> assertThat(assets.read(path)).isNotNull());
  }

  @Test
  void pathsOutside_areNotThere() {
    assertThat(assets.read("../UiAssets.class")).isNull();
    assertThat(assets.read("assets.list")).isNull();
    assertThat(assets.read("")).isNull();
  }
}
