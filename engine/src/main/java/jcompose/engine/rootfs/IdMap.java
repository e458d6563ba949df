package jcompose.engine.rootfs;

/** How the owners of files are numbered on the other side of a copy. */
public interface IdMap {
  /** The same numbers. */
  IdMap SAME =
      new IdMap() {
        @Override
        public int uid(int uid) {
          return uid;
        }

        @Override
        public int gid(int gid) {
          return gid;
        }
      };

  /** The number of a user. */
  int uid(int uid);

  /** The number of a group. */
  int gid(int gid);
}
