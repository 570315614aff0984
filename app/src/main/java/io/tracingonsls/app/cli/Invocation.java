// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.SettingValues;
import java.time.Clock;
import java.util.List;

/** One call of a command: what was given, and where to write. */
public record Invocation(
    SettingValues values,
    List<String> operands,
    StorageProviders providers,
    Terminal terminal,
    Clock clock) {}
