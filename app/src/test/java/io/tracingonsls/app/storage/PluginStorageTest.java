// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.Span;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.testing.contract.CatalogContract;
import io.tracingonsls.testing.contract.DependencyContract;
import io.tracingonsls.testing.contract.FetchContract;
import io.tracingonsls.testing.contract.LifecycleContract;
import io.tracingonsls.testing.contract.MetricsContract;
import io.tracingonsls.testing.contract.PredicateContract;
import io.tracingonsls.testing.contract.SearchContract;
import io.tracingonsls.testing.contract.StorageFixture;
import io.tracingonsls.testing.contract.WriteContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage that nobody here knows, found in a jar of the plug-in directory, does all that a storage must do. */
class PluginStorageTest {
  @TempDir
  private static Path dir;

  private static final StorageFixture FIXTURE = PluginStorageTest::openPlugin;

  @BeforeAll
  static void buildPlugin() throws IOException {
    PluginJar.build(dir);
  }

  private static TraceStorage openPlugin() {
    return open(Map.of(), "--plugin-dir", plugins(), "--span-storage.type=vault");
  }

  private static TraceStorage open(Map<String, String> environment, String... arguments) {
    List<String> line = List.of(arguments);
    StorageProviders providers = StorageProviders.find(line, environment);
    List<Setting<?>> settings = new ArrayList<>(StorageSettings.all(providers));
    settings.add(SettingsReader.CONFIG_FILE);
    SettingValues values = SettingsReader.read(new SettingsCatalog(settings), line, environment);
    TraceStorage storage = StorageChoice.of(values, providers)
        .open(new StorageContext(Clock.systemUTC(), StorageMetrics.NONE, dir.resolve("data")));
    storage.prepare(Duration.ofSeconds(10));
    return storage;
  }

  private static String plugins() {
    return dir.resolve("plugins").toString();
  }

  @Test
  void environmentAndFile_chooseAPluginToo() throws Exception {
    open(Map.of("SPAN_STORAGE_TYPE", "vault", "PLUGIN_DIR", plugins())).close();
    Path file = Files.writeString(
        dir.resolve("c.yaml"),
        "plugin-dir: " + plugins() + "\nspan-storage.type: vault\nvault:\n  color: grey\n");
    open(Map.of(), "--config-file", file.toString()).close();
  }

  @Test
  void badValueOfAPlugin_isASettingsProblem() {
    assertThatThrownBy(() -> open(
            Map.of(), "--plugin-dir", plugins(), "--span-storage.type=vault", "--vault.color=red"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("vault.color: red (expected: grey)");
  }

  @Test
  void unknownType_namesThoseAvailable() {
    assertThatThrownBy(() -> open(Map.of(), "--plugin-dir", plugins(), "--span-storage.type=safe"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("aliyun-log, local, vault");
  }

  @Test
  void plugin_seesOnlyTheInterface() throws Exception {
    StorageProviders providers =
        StorageProviders.find(List.of("--plugin-dir", plugins()), Map.of());
    ClassLoader loader = providers.get("vault").getClass().getClassLoader();
    assertThat(loader).isNotSameAs(getClass().getClassLoader());
    assertThat(loader.loadClass("io.tracingonsls.model.Span")).isSameAs(Span.class);
    for (String hidden : List.of(
        "io.netty.buffer.ByteBuf",
        "io.tracingonsls.app.Main",
        "io.tracingonsls.storage.sls.layout.SpanLayout")) {
      assertThatThrownBy(() -> loader.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Nested
  class Writing extends WriteContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Fetching extends FetchContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Searching extends SearchContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Predicates extends PredicateContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Catalog extends CatalogContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Dependencies extends DependencyContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Metrics extends MetricsContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }
}
