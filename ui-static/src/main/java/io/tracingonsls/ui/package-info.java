// SPDX-License-Identifier: Apache-2.0
/**
 * The web UI's files as resources of this jar. {@link io.tracingonsls.ui.UiAssets} opens them and knows nothing of HTTP; the query server
 * decides on headers and fills in {@code index.html}.
 */
@NullMarked
package io.tracingonsls.ui;

import org.jspecify.annotations.NullMarked;
