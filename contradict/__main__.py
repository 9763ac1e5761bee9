from contradict.cli import main

raise SystemExit(main())
