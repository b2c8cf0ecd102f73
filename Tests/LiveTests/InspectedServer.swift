import PlancTestSupport

@testable import Catalogs

/// A server with all that a catalog tells, under names that try to be something else.
enum InspectedServer {
  static let schemas = ["shop", "odd `s` \\ 'x' ü", "archive"]

  static let fixture = #"""
    SET NAMES utf8mb4;
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci COMMENT 'It''s a "shop" \\ ü';
    CREATE SCHEMA archive COLLATE latin1_german2_ci;
    CREATE SCHEMA `odd ``s`` \ 'x' ü`;
    CREATE SCHEMA elsewhere;
    CREATE SCHEMA silent;
    CREATE TABLE shop.orders (id INT PRIMARY KEY, note VARCHAR(40) CHARACTER SET utf8mb4, total INT AS (id * 2) PERSISTENT,
      CONSTRAINT positive CHECK (id > 0), FULLTEXT (note));
    CREATE TABLE shop.items (id INT CHECK (id < 9), order_id INT, second INT, KEY (id, second),
      CONSTRAINT `fk ``odd`` ü` FOREIGN KEY (order_id) REFERENCES shop.orders (id) ON DELETE CASCADE ON UPDATE SET NULL);
    CREATE TABLE shop.circle (id INT, second INT, PRIMARY KEY (id, second), up INT, up2 INT,
      FOREIGN KEY (up2, up) REFERENCES shop.circle (id, second));
    CREATE TABLE shop.parts (a INT) PARTITION BY HASH (a) PARTITIONS 3;
    CREATE TABLE shop.history (a INT) WITH SYSTEM VERSIONING;
    CREATE TABLE shop.old (a INT) ENGINE = MyISAM;
    CREATE TABLE shop.merged (a INT) ENGINE = MRG_MyISAM UNION = (shop.old);
    CREATE TABLE shop.`odd ``t`` \ "x" 'y' : # ü` (a INT) ENGINE = Aria;
    CREATE TABLE `odd ``s`` \ 'x' ü`.`yes` (id INT PRIMARY KEY);
    CREATE TABLE elsewhere.child (id INT, FOREIGN KEY (id) REFERENCES shop.orders (id));
    CREATE TABLE elsewhere.own (id INT PRIMARY KEY);
    CREATE TABLE elsewhere.own_child (id INT, FOREIGN KEY (id) REFERENCES elsewhere.own (id));
    CREATE TABLE silent.t (id INT);
    CREATE SEQUENCE shop.numbers;
    CREATE SEQUENCE shop.`odd ``n```;
    CREATE TABLE shop.counted (id INT DEFAULT NEXTVAL(shop.numbers), other INT DEFAULT (NEXTVAL(shop.`odd ``n```) + NEXTVAL(shop.numbers)),
      text VARCHAR(40) DEFAULT 'nextval(`shop`.`none`)');
    CREATE VIEW shop.first AS SELECT id, '😀' AS face, _latin1'x' AS letter FROM shop.orders WHERE note <> 'ü\t?';
    CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW shop.second AS SELECT id FROM shop.first WITH LOCAL CHECK OPTION;
    CREATE VIEW shop.counting AS SELECT id FROM shop.counted;
    CREATE VIEW elsewhere.third AS SELECT id FROM shop.second;
    CREATE VIEW elsewhere.own_view AS SELECT id FROM elsewhere.own;
    CREATE VIEW shop.plain AS SELECT id FROM shop.items;
    CREATE USER clerk@localhost, `o'dd`@`%`, column_only@localhost;
    CREATE ROLE readers;
    GRANT SELECT ON shop.* TO readers;
    GRANT readers TO clerk@localhost;
    GRANT INSERT, SELECT ON `sh%`.* TO clerk@localhost WITH GRANT OPTION;
    GRANT DELETE ON `odd ``s`` \\ 'x' ü`.* TO `o'dd`@`%`;
    GRANT UPDATE ON silent.* TO clerk@localhost;
    GRANT UPDATE, SELECT ON shop.orders TO `o'dd`@`%`;
    GRANT SELECT, CREATE ON shop.`not there yet` TO readers;
    GRANT SELECT (id), INSERT (id, note) ON shop.orders TO column_only@localhost;
    GRANT GRANT OPTION ON shop.orders TO column_only@localhost;
    GRANT SELECT ON shop.items TO PUBLIC;
    DELIMITER $$
    CREATE TRIGGER shop.plain BEFORE INSERT ON shop.orders FOR EACH ROW SET NEW.note = UPPER(NEW.note)$$
    CREATE TRIGGER shop.first BEFORE INSERT ON shop.orders FOR EACH ROW PRECEDES plain SET NEW.note = NULL$$
    CREATE TRIGGER shop.face BEFORE UPDATE ON shop.orders FOR EACH ROW SET NEW.note = CONCAT('😀', _latin1'x', '?')$$
    CREATE TRIGGER shop.question AFTER UPDATE ON shop.orders FOR EACH ROW BEGIN
      -- a comment; with 'quotes'
      SET @x = 'what?';
    END$$
    SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'$$
    CREATE DEFINER = clerk@localhost TRIGGER shop."odd ""trigger"" ü" AFTER DELETE ON shop.orders FOR EACH ROW BEGIN
    	SET @x = 'tab \ and | pipe
      and line end';
    END$$
    SET SESSION sql_mode = DEFAULT, character_set_client = latin1$$
    CREATE TRIGGER shop.latin BEFORE INSERT ON shop.items FOR EACH ROW SET @x = 'ü'$$
    SET NAMES utf8mb4$$
    CREATE TRIGGER elsewhere.far BEFORE INSERT ON elsewhere.own FOR EACH ROW DELETE FROM SHOP.orders$$
    CREATE TRIGGER elsewhere.near BEFORE DELETE ON elsewhere.own FOR EACH ROW SET @x = 1$$
    CREATE FUNCTION shop.f() RETURNS INT RETURN 1$$
    CREATE PROCEDURE shop.f() BEGIN SELECT '😀\r', "ü"; END$$
    CREATE PROCEDURE silent.p() SELECT 1$$
    CREATE PROCEDURE elsewhere.p() SELECT * FROM shop.orders$$
    CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM shop.items$$
    CREATE EVENT elsewhere.nightly ON SCHEDULE EVERY 1 DAY DISABLE DO BEGIN DELETE FROM `shop`.items; END$$
    DELIMITER ;

    """#

  /// The catalog's text as the client's output makes it.
  static func catalogText(
    _ client: MariaDBClient, _ schemas: [String] = schemas, options: [String] = []
  ) throws -> String {
    String(decoding: renderCatalog(try catalog(client, schemas, options: options)), as: UTF8.self)
  }

  static func catalog(
    _ client: MariaDBClient, _ schemas: [String] = schemas, options: [String] = []
  ) throws -> Catalog {
    let output = try client.run(text: InspectionQuery(schemas: schemas).text, options: options)
    guard output.exitCode == 0 else { throw TestSupportError(output.stderr) }
    let answer: InspectionAnswer
    do throws(InspectionAnswer.Fault) {
      answer = try InspectionAnswer(output.stdoutBytes)
    } catch {
      throw TestSupportError("line \(error.line): \(error.reason)")
    }
    do throws(InspectionContradiction) {
      if let catalog = try inspectedCatalog(answer).catalog { return catalog }
    } catch {
      throw TestSupportError(error.sentence)
    }
    throw TestSupportError("no catalog")
  }
}
