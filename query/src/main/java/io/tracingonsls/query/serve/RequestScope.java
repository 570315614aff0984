// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.fetch.WarningSink;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.ReadContext;

/** What belongs to one request while it is answered: limits to read within, a flag to stop, what readers warned of. */
record RequestScope(ReadContext context, CancelFlag cancel, WarningSink warnings) {}
