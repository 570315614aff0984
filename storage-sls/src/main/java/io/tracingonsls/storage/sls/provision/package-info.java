/**
 * Making a project, Logstore and index usable: names are checked before anything is sent, what is missing is created and waited for, what
 * exists is never altered. And the step-by-step check of a configuration.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.provision.Provisioner}, {@link io.tracingonsls.storage.sls.provision.NameRules},
 * {@link io.tracingonsls.storage.sls.provision.SlsCheck}. Callers: the storage and the command line.
 */
@NullMarked
package io.tracingonsls.storage.sls.provision;

import org.jspecify.annotations.NullMarked;
