/// The lengths, numbers and sizes that a plan may have at most: one constant each, for decoder, schema and manual.
package enum PlanLimits {
  package static let groupLengthMax = 128
  package static let pathLengthMax = 256
  package static let reasonLengthMax = 500
  package static let planNameLengthMax = 48
  package static let titleLengthMax = 200
  package static let versionLengthMax = 64
  package static let aliasLengthMax = 64
  /// MariaDB refuses more than 1024 characters with error 4144, but means bytes: 1200 bytes in 600
  /// characters hung MariaDB 10.11.19 for all its clients.
  /// https://mariadb.com/kb/en/create-database/#comment
  package static let commentBytesMax = 1024
  /// No server comes near; it keeps every sum of counts far from the limits of `Int`.
  package static let tableCountMax = 1_000_000_000
  package static let toleranceMax = 100
  /// Longer names fit on every file system, but leave no room for a temporary file's suffix.
  package static let fileNameLengthMax = 128
  package static let phpNameLengthMax = 64
  package static let prefixLengthMax = 32
  package static let expressionLengthMax = 100
}
