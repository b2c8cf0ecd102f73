<?php

final class Sessions
{
    public function __construct(private Database $db)
    {
    }

    public function open(int $id, string $name): void
    {
        $this->db->run("INSERT INTO lupo_sessions (id, name, seen) VALUES ($id, '$name', 0)");
    }

    public function count(): string
    {
        return $this->db->value('SELECT COUNT(*) FROM lupo_sessions');
    }

    public function touch(int $id): void
    {
        $prefix = $this->db->prefix;
        $this->db->run("UPDATE {$prefix}sessions SET seen = seen + 1 WHERE {$prefix}sessions.id = $id");
    }

    public function of(string $name): array
    {
        return $this->db->rows(<<<SQL
            SELECT s.id, s.seen
              FROM lupo_sessions AS s
             WHERE s.name = '{$name}'
             ORDER BY
                   s.id
            SQL);
    }

    public function users(): array
    {
        $sql = <<<'SQL'
SELECT lupo_sessions.name, lupo_users.mail
  FROM lupo_sessions
  JOIN `lupo_users` ON lupo_users.name = lupo_sessions.name
 ORDER BY 1
SQL;

        return $this->db->rows($sql);
    }

    public function close(int $id): void
    {
        $this->db->run('DELETE ' . TABLE_PREFIX . 'sessions FROM ' . TABLE_PREFIX . 'sessions'
            . ' WHERE ' . TABLE_PREFIX . 'sessions.id = ' . $id);
    }
}
