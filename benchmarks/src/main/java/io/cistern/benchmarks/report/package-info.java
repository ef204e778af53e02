/** What was measured, as JSON and as Markdown, and whether the bars were met. */
@NullMarked
package io.cistern.benchmarks.report;

import org.jspecify.annotations.NullMarked;
