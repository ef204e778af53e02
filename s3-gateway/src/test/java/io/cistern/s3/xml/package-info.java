/** Tests of the reading and writing of XML. */
@NullMarked
package io.cistern.s3.xml;

import org.jspecify.annotations.NullMarked;
