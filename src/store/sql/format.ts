/** What a file of ours is known by. */

/** The form of the file; changed with the schema. Stands in `user_version`. */
export const FORMAT = 2;

/** Marks the file as one of ours: “chkb” in ASCII, as SQLite's `application_id`. */
export const APPLICATION_ID = 0x63686b62;
