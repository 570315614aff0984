/**
 * Settings: each is declared once as a {@link io.tracingonsls.server.settings.Setting}; flags, environment variables,
 * YAML keys, help and reference documents derive from the declaration.
 *
 * <p>Starting points: make a {@link io.tracingonsls.server.settings.SettingsCatalog} of all declarations, let {@link
 * io.tracingonsls.server.settings.SettingsReader} read flags, environment and file, ask the {@link
 * io.tracingonsls.server.settings.SettingValues}. A flag wins over the environment, that over the file, that over the
 * default. Any module may declare settings; only the wiring reads them.
 */
@NullMarked
package io.tracingonsls.server.settings;

import org.jspecify.annotations.NullMarked;
