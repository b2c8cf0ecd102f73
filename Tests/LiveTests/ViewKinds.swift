/// Views on the tables of `ViewMigration`, each as `VIEW v`: what the server can do with a query.
enum ViewKinds {
  /// Those that are created again as they were.
  static let carried = [
    #"CREATE VIEW v AS SELECT * FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE s = 'x' COLLATE utf8mb4_bin"#,
    #"CREATE VIEW v AS SELECT 'shop.orders `shop`.`orders` from shop.orders' AS `shop.orders`, "it's" AS `q"`, 'b\\s' AS `x\y`, 'nl\nx' FROM shop.orders"#,
    #"""
    SET sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES';
    CREATE VIEW v AS SELECT "id" || 'b\s' AS "a""b", 'it''s' AS c FROM "shop"."orders"
    """#,
    #"CREATE VIEW v AS SELECT a.orders FROM shop.`odd ``n"ü' x` a"#,
    #"CREATE VIEW v AS SELECT x.id, t.s FROM shop.orders x JOIN shop.items t ON x.id = t.order_id"#,
    #"CREATE VIEW v AS SELECT t.id, u.s FROM shop.orders AS t LEFT JOIN shop.items AS u ON t.id = u.order_id"#,
    #"CREATE VIEW v AS SELECT orders.id, items.s us FROM shop.orders RIGHT JOIN shop.items USING (id)"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders NATURAL JOIN shop.items"#,
    #"CREATE VIEW v AS SELECT orders.id FROM shop.orders, shop.items, shop.history WHERE orders.id=items.id AND history.id=items.id"#,
    #"CREATE VIEW v AS WITH RECURSIVE t AS (SELECT 1 AS id UNION ALL SELECT t.id + 1 FROM t JOIN shop.orders AS z ON z.id = t.id WHERE t.id < 5) SELECT t.id FROM t"#,
    #"CREATE VIEW v AS WITH t (i, j) AS (SELECT id, n FROM shop.orders), k AS (SELECT i FROM t) SELECT k.i, t.j FROM k JOIN t USING (i)"#,
    #"CREATE VIEW v (x, y) AS SELECT id, n FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT q.id FROM (SELECT id FROM shop.orders) AS a JOIN (SELECT id FROM shop.items) q"#,
    #"CREATE VIEW v AS SELECT EXTRACT(YEAR FROM d) y, TRIM(LEADING 'x' FROM s) tr, SUBSTRING(s FROM 2 FOR 3) ss FROM shop.orders JOIN shop.items USING (id, s)"#,
    #"CREATE VIEW v AS SELECT shop.f(id) ff, NEXTVAL(shop.seq) nv, LASTVAL(shop.seq) lv FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT id FROM shop.history FOR SYSTEM_TIME ALL"#,
    #"CREATE VIEW v AS SELECT id FROM shop.parts PARTITION (p0)"#,
    #"CREATE VIEW v AS SELECT SQL_CACHE STRAIGHT_JOIN orders.id FROM shop.orders STRAIGHT_JOIN shop.items ON orders.id=items.id"#,
    #"CREATE VIEW v AS SELECT STRAIGHT_JOIN orders.id FROM shop.orders, shop.items"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE n > 1 WITH LOCAL CHECK OPTION"#,
    #"CREATE ALGORITHM=MERGE DEFINER=root@localhost SQL SECURITY INVOKER VIEW v AS SELECT id FROM shop.orders WHERE n > 1 WITH CASCADED CHECK OPTION"#,
    #"CREATE VIEW v AS SELECT MATCH(s) AGAINST ('x' IN BOOLEAN MODE) FROM shop.orders"#,
    #"""
    SET sql_mode='ORACLE';
    CREATE VIEW v AS SELECT "id" || s AS x, NVL(n, 1), DECODE(n,1,2,3), 'x' || NULL FROM shop.orders
    """#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders UNION SELECT items.id FROM shop.items, shop.history UNION ALL SELECT 1 ORDER BY id DESC LIMIT 3"#,
    #"CREATE VIEW v AS SELECT ((id + 1) * 2) % 3, id + (1 * 2), NOT (id = 1 OR n = 2 AND s = 'c'), (id, n) IN (SELECT id, order_id FROM shop.items), ROW(id,n) = ROW(1,2) FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT orders.id FROM (shop.orders, shop.items) LEFT JOIN shop.history ON orders.id=history.id"#,
    #"CREATE VIEW v AS SELECT orders.id FROM shop.orders, (shop.items, shop.parts) WHERE orders.id=items.id"#,
    #"CREATE VIEW v AS SELECT orders.id FROM shop.orders, shop.items LEFT JOIN shop.history ON items.id=history.id"#,
    #"CREATE VIEW v AS SELECT orders.id FROM shop.items LEFT JOIN shop.history ON items.id=history.id, shop.orders"#,
    #"CREATE VIEW v AS SELECT orders.id FROM shop.orders JOIN shop.items JOIN shop.history"#,
    #"CREATE VIEW v AS SELECT orders.id FROM shop.orders CROSS JOIN shop.items INNER JOIN shop.history ON history.id=1 STRAIGHT_JOIN shop.parts"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE id IN (SELECT items.id FROM shop.items, shop.history WHERE items.id=history.id) AND EXISTS (SELECT 1 FROM shop.items, shop.history)"#,
    #"CREATE VIEW v AS WITH shop AS (SELECT id orders FROM shop.orders) SELECT shop.orders FROM shop"#,
    #"CREATE VIEW v AS WITH ünï AS (SELECT id FROM shop.orders) SELECT id FROM ünï"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders USE INDEX () WHERE id=1"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders IGNORE INDEX FOR GROUP BY (s) GROUP BY id"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders UNION (SELECT id FROM shop.items ORDER BY 1 LIMIT 1)"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders EXCEPT ALL SELECT id FROM shop.items"#,
    #"CREATE VIEW v AS (SELECT id FROM shop.orders UNION SELECT id FROM shop.items) INTERSECT SELECT id FROM shop.history"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE (SELECT COUNT(*) FROM shop.items) > 1 LIMIT 2"#,
    #"CREATE VIEW v AS SELECT GET_FORMAT(DATE, 'USA'), TIMESTAMPDIFF(DAY, d, NOW()), STR_TO_DATE('x','%d'), CHAR(65 USING utf8mb4), CHAR(65,66), CONVERT(d, CHAR), WEIGHT_STRING(s AS CHAR(3)), INSERT(s,1,2,'x'), LEFT(s,1), INTERVAL(n,1,2), DEFAULT(n), FORMAT(n,2,'de_DE'), ELT(n,'a','b'), EXPORT_SET(5,'Y','N') FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE s LIKE 'a\\_%' AND s LIKE '%\%' AND s <> '\0\n\t\Z\'"'"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE d > NOW() - INTERVAL 1 DAY AND d < DATE_SUB('2020-01-01', INTERVAL '1:1' MINUTE_SECOND)"#,
    #"CREATE VIEW v AS SELECT BINARY s = 'x' AS b, s COLLATE utf8mb4_bin AS c, CONVERT(s USING utf8mb4) COLLATE utf8mb4_bin AS d, CAST(s AS CHAR), CAST(d AS DATE), CAST(id AS DOUBLE), CAST(s AS TIME(3)) FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE n IN ('1','2') AND s IN ('x', 1) AND e = 'x' AND e IN ('x','y') AND d BETWEEN '2020-01-01' AND '2020-02-02' AND d = '2020-01-01'"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE NOT EXISTS (SELECT * FROM shop.items WHERE items.order_id = orders.id) AND NOT (n > 1 AND n < 3) AND (n OR id) AND n = ANY (SELECT id FROM shop.items) AND n <> SOME (SELECT id FROM shop.items)"#,
    #"CREATE VIEW v AS SELECT JSON_EXTRACT(j,'$.x') je, JSON_UNQUOTE(JSON_EXTRACT(j,'$.x')), JSON_CONTAINS(j,'1'), JSON_VALID(j), JSON_QUERY(j,'$') FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders AS OF"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders LOCK IN SHARE MODE"#,
    #"CREATE VIEW v AS SELECT id, GROUP_CONCAT(s ORDER BY id LIMIT 2) FROM shop.orders GROUP BY id DESC, n ASC"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders GROUP BY n % 2, id HAVING MAX(n) > 1 AND id > 0 ORDER BY n IS NULL, -n, id DESC"#,
    #"CREATE VIEW v AS SELECT 'a' 'b', CONCAT('x' 'y') FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT id AS `with space`, n AS `ünï`, s AS `bt``x`, d AS `select` FROM shop.orders ORDER BY `with space`, `bt``x`"#,
    #"CREATE VIEW v AS SELECT T.ID, T.N FROM shop.orders T"#,
    #"CREATE VIEW v AS SELECT t.id AS i, t.i2 FROM (SELECT id, id AS i2 FROM shop.orders) AS t"#,
    #"CREATE VIEW v AS SELECT id, (SELECT s FROM shop.items ORDER BY x LIMIT 1) AS z FROM shop.orders GROUP BY id WITH ROLLUP"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE id IN (1) AND s = ''"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE id IN (SELECT MAX(id) FROM shop.items GROUP BY order_id UNION SELECT 4)"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE (id, n) = (SELECT id, order_id FROM shop.items LIMIT 1) OR 1=1"#,
    #"CREATE VIEW v AS SELECT STDDEV(n), BIT_AND(n), VAR_POP(n), MIN(DISTINCT n), AVG(DISTINCT n), COUNT(DISTINCT n, id), JSON_OBJECTAGG(id,n), STD(n) FROM shop.orders"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders WHERE IF(s = 'x', s COLLATE utf8mb4_general_ci, 'y' COLLATE utf8mb4_general_ci) > ''"#,
    #"CREATE VIEW v AS SELECT INET_ATON('1.2.3.4'), INET6_NTOA(INET6_ATON('::1')), CAST('::1' AS INET6), UUID_SHORT(), FROM_BASE64('eA=='), REGEXP_REPLACE(s,'a','b'), REGEXP_SUBSTR(s,'x') FROM shop.orders"#,
    #"""
    SET sql_mode='EMPTY_STRING_IS_NULL';
    CREATE VIEW v AS SELECT '' AS e, id FROM shop.orders WHERE s = ''
    """#,
    #"""
    SET sql_mode='SIMULTANEOUS_ASSIGNMENT,TIME_ROUND_FRACTIONAL,PAD_CHAR_TO_FULL_LENGTH,REAL_AS_FLOAT';
    CREATE VIEW v AS SELECT CAST(n AS DOUBLE), CAST(n AS FLOAT) FROM shop.orders
    """#,
    #"""
    SET NAMES latin1;
    CREATE VIEW v AS SELECT id FROM shop.orders WHERE s = CONVERT('x' USING utf8mb4) COLLATE utf8mb4_bin AND 's' COLLATE latin1_bin = 'd'
    """#,
  ]

  /// Those whose texts the catalog must have from SHOW CREATE VIEW.
  static let carriedWithOriginal = [
    "CREATE VIEW v AS SELECT _latin1'x' AS l, _binary'y' AS b, N'z' AS n FROM shop.orders",
    "CREATE VIEW v AS SELECT orders.id FROM shop.orders, shop.items WHERE orders.s = _binary'ü' AND orders.s <> '🎉?'",
    "SET NAMES latin1;\nCREATE VIEW v AS SELECT id FROM shop.orders WHERE s = _utf8mb4'x' COLLATE utf8mb4_bin",
  ]

  /// Those that the server would not take as it shows them, or would show otherwise.
  static let left = [
    #"""
    SET NAMES latin1;
    CREATE VIEW v AS SELECT id FROM shop.orders WHERE s = _utf8mb4'x' COLLATE utf8mb4_bin
    """#,
    #"CREATE VIEW v AS SELECT id FROM shop.history FOR SYSTEM_TIME AS OF TIMESTAMP'2020-01-01 00:00:00'"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders FORCE INDEX (PRIMARY) IGNORE INDEX FOR ORDER BY (s) WHERE id > 0"#,
    #"CREATE VIEW v AS WITH `odd n` AS (SELECT id FROM shop.orders) SELECT id FROM `odd n`"#,
    #"CREATE VIEW v AS WITH `x-y` (`i``1`) AS (SELECT id FROM shop.orders) SELECT `i``1` FROM `x-y` z"#,
    #"CREATE VIEW v AS SELECT id FROM shop.orders USE INDEX (PRIMARY, s) WHERE id=1"#,
    #"CREATE VIEW v AS SELECT id FROM shop.history FOR SYSTEM_TIME BETWEEN '2020-01-01' AND NOW()"#,
    #"CREATE VIEW v AS SELECT h.id, ROW_START FROM shop.history FOR SYSTEM_TIME FROM '2020-01-01' TO '2021-01-01' AS h, shop.orders"#,
    #"""
    SET NAMES cp1251;
    CREATE VIEW v AS SELECT id FROM shop.orders WHERE s = 'ю'
    """#,
    #"""
    SET NAMES sjis;
    CREATE VIEW v AS SELECT id FROM shop.orders WHERE s = '\\x'
    """#,
  ]
}
