<?php
// Ways of writing tables' names that are common in large applications.
class Contacts {
    protected $db_name = 'lupo_users';
                          ^^^^^^^^^^ reference variable lupo_users
    protected $label = 'lupo_users';
    private const LOG_NAME = 'lupo_log';
                              ^^^^^^^^ reference variable lupo_log

    function read($db, $config) {
        $db->query('SELECT * FROM ' . $db->table_name($this->db_name, true));
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dynamic variable-name
        $db->delete($db->tableName(self::LOG_NAME));
        $db->query('SELECT 1 FROM ' . $db->quote_identifier($config['db_prefix'] . 'users'));
                                                                                    ^^^^^ reference builder lupo_users
        $db->quote_identifier('users');
        $x->newQuery()->select('id')->from('sessions')->fetch();
                                            ^^^^^^^^ reference builder lupo_sessions
        $x->select('id')->where('a', 'sessions');
        $this->addTables(['lupo_logs', 'other']);
                           ^^^^^^^^^ reference builder lupo_logs
        $db->update('lupo_log', ['lupo_users' => 1]);
                     ^^^^^^^^ reference builder lupo_log
        $services->containerBuilder->get('sessions');
        $containerBuilder->get('sessions');
    }
}
