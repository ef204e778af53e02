/** How the command reads sizes and writes tables, JSON and colours. Knows nothing of storage. */
@NullMarked
package io.cistern.cli.text;

import org.jspecify.annotations.NullMarked;
