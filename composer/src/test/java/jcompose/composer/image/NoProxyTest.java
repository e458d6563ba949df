package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts are reached without a proxy; the answers are those of Go's httpproxy. */
final class NoProxyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // variable | host | port | directly
        "''                    | r.org        | 443  | false",
        "''                    | localhost    | 5000 | true",
        "''                    | 127.0.0.1    | 5000 | true",
        "''                    | 127.9.9.9    | 80   | true",
        "''                    | [::1]        | 80   | true",
        "*                     | r.org        | 443  | true",
        "r.org                 | r.org        | 443  | true",
        "R.ORG                 | r.org        | 443  | true",
        "r.org                 | R.Org        | 443  | true",
        "r.org                 | a.r.org      | 443  | true",
        "r.org                 | ar.org       | 443  | false",
        ".r.org                | r.org        | 443  | false",
        ".r.org                | a.r.org      | 443  | true",
        "*.r.org               | r.org        | 443  | false",
        "*.r.org               | a.b.r.org    | 443  | true",
        "r.org:5000            | r.org        | 5000 | true",
        "r.org:5000            | r.org        | 443  | false",
        "r.org:5000            | a.r.org      | 5000 | true",
        "' x.org , r.org ,'    | r.org        | 443  | true",
        "10.0.0.0/8            | 10.1.2.3     | 443  | true",
        "10.0.0.0/8            | 11.1.2.3     | 443  | false",
        "192.168.4.0/22        | 192.168.7.9  | 443  | true",
        "192.168.4.0/22        | 192.168.8.1  | 443  | false",
        "192.168.1.1           | 192.168.1.1  | 443  | true",
        "192.168.1.1           | 192.168.1.10 | 443  | false",
        "192.168.1.1:5000      | 192.168.1.1  | 5000 | true",
        "192.168.1.1:5000      | 192.168.1.1  | 5001 | false",
        "fd00::/8              | [fd12::5]    | 443  | true",
        "fd00::/8              | [fe12::5]    | 443  | false",
        "[fd12::5]:5000        | [fd12::5]    | 5000 | true",
        "[fd12::5]:5000        | [fd12::5]    | 443  | false",
        "0.0.0.0/0             | r.org        | 443  | false",
        "0.0.0.0/0             | 9.9.9.9      | 443  | true",
        "10.0.0.0/33           | 10.0.0.1     | 443  | false",
        "300.0.0.0/8           | 10.0.0.1     | 443  | false",
      })
  void matches(String variable, String host, int port, boolean directly) {
    assertEquals(directly, NoProxy.parse(variable).matches(host, port));
  }
}
