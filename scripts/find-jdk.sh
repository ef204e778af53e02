# Sourced. Sets JAVA_HOME to a JDK 25, or fails and says what is missing.
# Looks at JAVA_HOME, the JDKs under /usr/lib/jvm and /opt, and the java on the PATH.

cistern_is_jdk25() {
  [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25\b'
}

cistern_find_jdk() {
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/*; do
    if [ -n "$candidate" ] && cistern_is_jdk25 "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  if command -v javac >/dev/null; then
    candidate=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    if cistern_is_jdk25 "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  fi
  return 1
}
