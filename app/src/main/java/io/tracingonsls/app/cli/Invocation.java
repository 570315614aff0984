// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.SettingValues;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** One call of a command: what was given, and where to write. */
public record Invocation(
    SettingValues values,
    List<String> operands,
    StorageProviders providers,
    Map<String, String> environment,
    Terminal terminal,
    Clock clock) {}
