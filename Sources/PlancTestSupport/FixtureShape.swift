/// A kind of table in the fixture: its engine, columns and keys, and rows that fit.
enum FixtureShape: CaseIterable {
  case plain
  case compositeKey
  case aria
  case fulltext
  case generatedColumns
  case checked
  case partitionedByRange
  case noPrimaryKey
  case memory
  case systemVersioned
  case myISAM
  case partitionedByHash
  case compressed
  case spatial

  /// `CREATE TABLE` and the `INSERT` of the rows.
  func sql(_ table: String, rows count: Int, for family: ServerKind.Family) -> String {
    let rows = (1...count).map { "(\(row($0)))" }.joined(separator: ",\n  ")
    // On MySQL the name of a CHECK is taken once in a schema.
    let ownChecks = family == .mySQL ? "\(table.suffix(40))_" : ""
    return """
      CREATE TABLE `lupopedia`.`\(table)` (\(columns(ownChecks))) \(options(family));
      INSERT INTO `lupopedia`.`\(table)` (\(inserted)) VALUES
        \(rows);
      """
  }

  /// - Parameter checks: what the names of CHECKs begin with.
  private func columns(_ checks: String) -> String {
    switch self {
    case .plain:
      """
      `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, `parent_id` BIGINT UNSIGNED DEFAULT NULL,
      `name` VARCHAR(191) NOT NULL, `created_ymdhis` BIGINT NOT NULL,
      PRIMARY KEY (`id`), UNIQUE KEY `uq_name` (`name`), KEY `ix_parent` (`parent_id`)
      """
    case .compositeKey:
      """
      `left_id` INT NOT NULL, `right_id` INT NOT NULL, `kind` ENUM('a','b','c') NOT NULL,
      `weight` DECIMAL(10,4) NOT NULL DEFAULT 0,
      PRIMARY KEY (`left_id`, `right_id`, `kind`), KEY `ix_right` (`right_id`, `weight` DESC)
      """
    case .aria:
      """
      `id` INT NOT NULL AUTO_INCREMENT, `address` VARCHAR(2048) NOT NULL,
      PRIMARY KEY (`id`), KEY `ix_address` (`address`(32))
      """
    case .fulltext:
      """
      `id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `title` VARCHAR(200) NOT NULL, `body` TEXT,
      PRIMARY KEY (`id`), FULLTEXT KEY `ft_text` (`title`, `body`)
      """
    case .generatedColumns:
      """
      `id` INT NOT NULL AUTO_INCREMENT, `document` LONGTEXT NOT NULL,
      `kind` VARCHAR(20) GENERATED ALWAYS AS (JSON_VALUE(`document`, '$.kind')) VIRTUAL,
      `size` INT GENERATED ALWAYS AS (CHAR_LENGTH(`document`)) STORED,
      PRIMARY KEY (`id`), KEY `ix_kind` (`kind`), KEY `ix_size` (`size`),
      CONSTRAINT `\(checks)is_json` CHECK (JSON_VALID(`document`))
      """
    case .checked:
      """
      `code` CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, `low` INT NOT NULL,
      `high` INT NOT NULL, `note` VARCHAR(60) NOT NULL DEFAULT 'it''s `new`' COMMENT 'a; b -- c',
      PRIMARY KEY (`code`), CONSTRAINT `\(checks)in_order` CHECK (`low` <= `high`)
      """
    case .partitionedByRange:
      """
      `day` DATE NOT NULL, `item` INT NOT NULL, `hits` BIGINT NOT NULL DEFAULT 0,
      PRIMARY KEY (`day`, `item`)
      """
    case .noPrimaryKey:
      "`at` DATETIME(3) NOT NULL, `line` VARCHAR(100) NOT NULL, KEY `ix_at` (`at`)"
    case .memory:
      """
      `token` BINARY(16) NOT NULL, `uses` INT NOT NULL, PRIMARY KEY (`token`) USING HASH,
      KEY `ix_uses` (`uses`) USING BTREE
      """
    case .systemVersioned:
      "`id` INT NOT NULL, `state` VARCHAR(20) NOT NULL, PRIMARY KEY (`id`)"
    case .myISAM:
      """
      `area` INT NOT NULL, `number` INT NOT NULL AUTO_INCREMENT, `photo` BLOB,
      PRIMARY KEY (`area`, `number`)
      """
    case .partitionedByHash:
      """
      `id` BIGINT NOT NULL AUTO_INCREMENT, `payload` VARBINARY(255), `bits` BIT(5) NOT NULL,
      PRIMARY KEY (`id`)
      """
    case .compressed:
      """
      `id` INT NOT NULL AUTO_INCREMENT, `text` MEDIUMTEXT NOT NULL, `ratio` DOUBLE NOT NULL,
      `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
      PRIMARY KEY (`id`)
      """
    case .spatial:
      """
      `id` INT NOT NULL AUTO_INCREMENT, `place` POINT NOT NULL, `year` YEAR NOT NULL,
      PRIMARY KEY (`id`), SPATIAL KEY `sp_place` (`place`)
      """
    }
  }

  private func options(_ family: ServerKind.Family) -> String {
    switch self {
    case .aria where family == .mySQL: "ENGINE=MyISAM COMMENT='not crash-safe'"
    case .systemVersioned where family == .mySQL: "ENGINE=InnoDB COMMENT='no history'"
    case .partitionedByHash where family == .mySQL: "ENGINE=InnoDB PARTITION BY KEY () PARTITIONS 3"
    case .plain, .compositeKey, .fulltext, .generatedColumns, .checked: "ENGINE=InnoDB"
    case .aria: "ENGINE=Aria TRANSACTIONAL=1 COMMENT='crash-safe'"
    case .partitionedByRange:
      """
      ENGINE=InnoDB PARTITION BY RANGE (TO_DAYS(`day`)) (
        PARTITION `p2024` VALUES LESS THAN (TO_DAYS('2025-01-01')),
        PARTITION `rest` VALUES LESS THAN MAXVALUE)
      """
    case .noPrimaryKey: "ENGINE=InnoDB DEFAULT CHARSET=latin1"
    case .memory: "ENGINE=MEMORY"
    case .systemVersioned: "ENGINE=InnoDB WITH SYSTEM VERSIONING"
    case .myISAM: "ENGINE=MyISAM"
    case .partitionedByHash: "ENGINE=MyISAM PARTITION BY HASH (`id`) PARTITIONS 3"
    case .compressed: "ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 AUTO_INCREMENT=100"
    case .spatial: "ENGINE=InnoDB DEFAULT COLLATE=utf8mb4_german2_ci"
    }
  }

  private var inserted: String {
    switch self {
    case .plain: "`name`, `created_ymdhis`"
    case .compositeKey: "`left_id`, `right_id`, `kind`, `weight`"
    case .aria: "`address`"
    case .fulltext: "`title`, `body`"
    case .generatedColumns: "`document`"
    case .checked: "`code`, `low`, `high`"
    case .partitionedByRange: "`day`, `item`, `hits`"
    case .noPrimaryKey: "`at`, `line`"
    case .memory: "`token`, `uses`"
    case .systemVersioned: "`id`, `state`"
    case .myISAM: "`area`, `photo`"
    case .partitionedByHash: "`payload`, `bits`"
    case .compressed: "`text`, `ratio`, `updated_at`"
    case .spatial: "`place`, `year`"
    }
  }

  /// The values of the row with this number, counted from 1.
  private func row(_ n: Int) -> String {
    switch self {
    case .plain: "'name \(n) žluťoučký 🐺', 2025010100000\(n)"
    case .compositeKey: "\(n), \(100 - n), '\(["a", "b", "c"][n % 3])', \(n).125"
    case .aria: "'https://example.org/a/rather/long/path/\(n)?q=\(n * n)'"
    case .fulltext: "'wolf number \(n)', 'the quick brown wolf jumps over \(n) lazy dogs'"
    case .generatedColumns: "'{\"kind\": \"k\(n % 3)\", \"n\": \(n)}'"
    case .checked: "'code\(n)', \(n), \(n * 10)"
    case .partitionedByRange: "'202\(4 + n % 2)-0\(1 + n % 9)-15', \(n), \(n * 1_000_003)"
    case .noPrimaryKey: "'2025-01-0\(1 + n % 9) 12:00:00.\(100 + n)', 'caf\u{E9} line \(n / 2)'"
    case .memory: "UNHEX(LPAD('\(n)', 32, '0')), \(n * 7)"
    case .systemVersioned: "\(n), 'state \(n % 2)'"
    case .myISAM: "\(n % 3), X'00FF0\(n % 10)'"
    case .partitionedByHash: "X'DEADBEEF0\(n % 10)', b'0101\(n % 2)'"
    case .compressed: "REPEAT('text \(n) ', 500), \(n).5e-3, '2025-02-0\(1 + n % 9) 03:04:05'"
    case .spatial: "ST_PointFromText('POINT(\(n) \(n * 2))'), \(2000 + n)"
    }
  }
}
