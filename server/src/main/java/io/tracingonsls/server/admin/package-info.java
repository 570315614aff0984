/**
 * The admin port: health, metrics, version.
 *
 * <p>Starting point: {@link io.tracingonsls.server.admin.AdminRoutes}. It offers no dumps and no configuration, and
 * changes nothing. Called by the wiring only.
 */
@NullMarked
package io.tracingonsls.server.admin;

import org.jspecify.annotations.NullMarked;
