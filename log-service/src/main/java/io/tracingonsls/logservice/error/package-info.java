/**
 * The error codes of the Log Service protocol, each with its HTTP status, and the exception that carries one to the front.
 *
 * <p>Starting point: {@link io.tracingonsls.logservice.error.ServiceException}. Any package of this module may use it.
 */
@NullMarked
package io.tracingonsls.logservice.error;

import org.jspecify.annotations.NullMarked;
