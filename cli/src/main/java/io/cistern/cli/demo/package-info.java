/** The tour: real programs on real volumes in a data directory of its own, each claim checked. */
@NullMarked
package io.cistern.cli.demo;

import org.jspecify.annotations.NullMarked;
