import ArgumentParser

reportOwnFaults()
do {
  var command = try Planc.parseAsRoot()
  do {
    try command.run()
  } catch let fault as ValidationError {
    // ArgumentParser would show the usage of planc itself: which command it was it does not know here.
    complainOfUsage(fault.message, of: type(of: command).configuration.commandName)
  }
} catch {
  Planc.exit(withError: error)
}
