package jcompose.composer.dns;

/** Takes the answer to a message back to who asked. */
interface Sender {
  void send(byte[] message);

  /** Whether messages of any length can go; else who asked says how long they may be. */
  boolean isStream();
}
