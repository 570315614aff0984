/**
 * The catalog and the engine kept in step: what exists, and where its logs are.
 *
 * <p>Starting point: {@link io.tracingonsls.logservice.service.LogService}. Called by {@code logservice.http} and {@code logservice}; knows
 * nothing of HTTP.
 */
@NullMarked
package io.tracingonsls.logservice.service;

import org.jspecify.annotations.NullMarked;
