package jcompose.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import jcompose.engine.linux.Descriptor;

/**
 * This end of an exec's streams.
 *
 * @param stdin what it reads
 * @param stdout what it writes
 * @param stderr what it writes as errors
 * @param terminal a further descriptor of its terminal's master end, for its size
 */
record ExecStreams(
    OutputStream stdin, InputStream stdout, InputStream stderr, Optional<Descriptor> terminal) {}
