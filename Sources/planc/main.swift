import ArgumentParser

reportOwnFaults()
Planc.main()
