/**
 * The services as processes of this machine: where their files are, starting, watching, stopping.
 */
@NullMarked
package io.cistern.cli.service;

import org.jspecify.annotations.NullMarked;
