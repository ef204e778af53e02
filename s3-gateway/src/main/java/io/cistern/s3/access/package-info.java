/**
 * Who may reach a bucket, as AWS has it for new buckets: access control lists are off, the owner
 * has full control, nobody else has any, and nothing is public. Reads of ACLs answer that; a write
 * that would mean anything else is refused, never taken and forgotten.
 */
@NullMarked
package io.cistern.s3.access;

import org.jspecify.annotations.NullMarked;
