/**
 * Reading protobuf field by field, straight into canonical spans: without message objects in between, lenient about text that is not UTF-8,
 * and with a budget. For the decoders of this module only.
 */
@NullMarked
package io.tracingonsls.wire.proto;

import org.jspecify.annotations.NullMarked;
