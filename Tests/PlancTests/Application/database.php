<?php

const TABLE_PREFIX = 'lupo_';

final class Database
{
    public string $prefix = 'lupo_';
    private mysqli $link;

    public function __construct(string $socket)
    {
        mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
        $this->link = new mysqli('localhost', 'root', '', 'app', 0, $socket);
    }

    public function run(string $sql): void
    {
        $this->link->query($sql);
    }

    public function rows(string $sql): array
    {
        return $this->link->query($sql)->fetch_all(MYSQLI_ASSOC);
    }

    public function value(string $sql): string
    {
        return (string) $this->link->query($sql)->fetch_row()[0];
    }
}
