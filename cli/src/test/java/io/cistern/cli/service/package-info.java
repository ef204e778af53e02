/** Processes found again through their pid files. */
@NullMarked
package io.cistern.cli.service;

import org.jspecify.annotations.NullMarked;
