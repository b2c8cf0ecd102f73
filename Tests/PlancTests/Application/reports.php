<?php

// Reports, for the café.
final class Reports
{
    public function __construct(private Database $db)
    {
    }

    public function events(): array
    {
        return $this->db->rows(
            "SELECT kind, COUNT(*) AS n"
            . " FROM `lupo_events`"
            . " GROUP BY kind ORDER BY kind"
        );
    }

    public function setting(string $name): string
    {
        return $this->db->value(<<<"SQL"
          SELECT lupo_config.value
          FROM lupo_config
          WHERE lupo_config.name = '$name'
          SQL);
    }

    public function set(string $name, string $value): void
    {
        $this->db->run('UPDATE ' . $this->db->prefix . "config SET value = '$value' WHERE name = '$name'");
    }

    public function pages(): array
    {
        // `lupo_pages` stays.
        return $this->db->rows("SELECT p.title FROM lupo_pages p
                                 WHERE p.id IN (SELECT page FROM app.lupo_events)
                                 ORDER BY p.id");
    }

    public function total(): string
    {
        return $this->db->value(
            sprintf('SELECT COUNT(*) FROM `lupo_events` e, lupo_sessions s WHERE s.id < %d', 9)
        );
    }

    public function sizes(): array
    {
        $sizes = [];
        foreach (['lupo_events', 'lupo_sessions'] as $table) {
            $sizes[] = $this->db->value("SELECT COUNT(*) FROM $table");
        }

        return $sizes;
    }

    public function purge(): void
    {
        $table = $this->db->prefix . 'events';
        $this->db->run("DELETE FROM {$table} WHERE page < 0");
        $this->db->run("DELETE FROM lupo_config WHERE name = ''");
    }
}
