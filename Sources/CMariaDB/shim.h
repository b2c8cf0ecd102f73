#include <mysql.h>

// Of ma_pvio.h, which needs more than mysql.h.
int ma_pvio_register_callback(
    my_bool register_callback,
    void (*callback_function)(int mode, MYSQL *mysql, const unsigned char *buffer, size_t length));
